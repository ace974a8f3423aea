"""Mutants that change nothing anybody can notice: module → mutant → why."""

EQUIVALENT: dict[str, dict[str, str]] = {
    "salesapp.calendar.rules": {
        "WorkCalendar.add_working_days: _DAY if count > 0 else -_DAY → _DAY if count >= 0 else -_DAY": "no step",
        "WorkCalendar.add_working_days: step = _DAY if count > 0 else -_DAY → step = _DAY if count > -1 else -_DAY": "no step",
    },
    "salesapp.chinese.capitals": {
        "_number: words, gap = ('', False) → words, gap = ('', True)": "before the first word a gap is not read",
    },
    "salesapp.home.figures.rules": {
        "funnel_bars: most = max((row.amount for row in rows if row.amount), default=Decimal(1))"
        " → most = max((row.amount for row in rows if row.amount), default=Decimal(2))": "nothing by anything is nothing",
        "column_bars: most = max((month.weighted for month in months if month.weighted), default=Decimal(1))"
        " → most = max((month.weighted for month in months if month.weighted), default=Decimal(2))": "the same",
    },
}
