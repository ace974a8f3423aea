"""Mutants that change nothing anybody can notice: module → mutant → why."""

EQUIVALENT: dict[str, dict[str, str]] = {
    "salesapp.calendar.rules": {
        "WorkCalendar.add_working_days: _DAY if count > 0 else -_DAY → _DAY if count >= 0 else -_DAY": "no step",
        "WorkCalendar.add_working_days: step = _DAY if count > 0 else -_DAY → step = _DAY if count > -1 else -_DAY": "no step",
    },
    "salesapp.chinese.capitals": {
        "_number: words, gap = ('', False) → words, gap = ('', True)": "before the first word a gap is not read",
    },
}
