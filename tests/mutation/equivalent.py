"""Mutants that change nothing anybody can notice: module → mutant → why."""

EQUIVALENT: dict[str, dict[str, str]] = {
    "salesapp.accounts.passwords.rules": {
        "_decoy: return hash_password(secrets.token_hex(16)) → return hash_password(secrets.token_hex(17))": "nobody knows it",
        "_decoy: return hash_password(secrets.token_hex(16)) → return hash_password(secrets.token_hex(15))": "nobody knows it",
        "matches: return _hasher.verify(compared, password) and stored is not None"
        " → return _hasher.verify(compared, password) or stored is not None": "it is true or raises",
    },
    "salesapp.approvals.route.rules": {
        "reminder_leaves_at: now.date() if now.hour < 8 else now.date() + timedelta(days=1)"
        " → now.date() if now.hour <= 8 else now.date() + timedelta(days=1)": "at that hour it is a day off",
        "reminder_leaves_at: day = now.date() if now.hour < 8 else now.date() + timedelta(days=1)"
        " → day = now.date() if now.hour < 9 else now.date() + timedelta(days=1)": "at that hour it is a day off",
    },
    "salesapp.calendar.rules": {
        "WorkCalendar.add_working_days: _DAY if count > 0 else -_DAY → _DAY if count >= 0 else -_DAY": "no step",
        "WorkCalendar.add_working_days: step = _DAY if count > 0 else -_DAY → step = _DAY if count > -1 else -_DAY": "no step",
    },
    "salesapp.calendar.lateness.rules": {
        "day_words: today < day < next_monday → today <= day < next_monday": "today was named before",
    },
    "salesapp.calendar.notices.rules": {
        "_Reader._spans: month = int(found['am'] or month or 0) → month = int(found['am'] or month or -1)": "no month either",
    },
    "salesapp.chinese.capitals": {
        "_number: words, gap = ('', False) → words, gap = ('', True)": "before the first word a gap is not read",
    },
    "salesapp.policies.rules": {
        "_bands: bands, before = ([], Decimal(0)) → bands, before = ([], Decimal(-1))": "every amount is more than nothing",
    },
    "salesapp.home.figures.rules": {
        "funnel_bars: most = max((row.amount for row in rows if row.amount), default=Decimal(1))"
        " → most = max((row.amount for row in rows if row.amount), default=Decimal(2))": "nothing by anything is nothing",
        "column_bars: most = max((month.weighted for month in months if month.weighted), default=Decimal(1))"
        " → most = max((month.weighted for month in months if month.weighted), default=Decimal(2))": "the same",
    },
}
