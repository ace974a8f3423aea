"""The days of repeated visits, at the borders."""

from datetime import date, timedelta

import pytest

from salesapp.activities.visits.repeats.rules import MOST_REPEATED, Every, repeated
from salesapp.activities.visits.rules import VisitRefused

TUESDAY = date(2026, 11, 24)


def working(day: date) -> date:
    """Return the day, or Monday where it is a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def days(first, every, until):
    return [f"{day:%m-%d}" for day in repeated(first, every, until, working=working).days]


def test_every_week_month_and_quarter_until_a_day_and_not_beyond():
    assert days(TUESDAY, Every.WEEK, date(2026, 12, 8)) == ["12-01", "12-08"]
    assert days(TUESDAY, Every.WEEK, date(2026, 12, 7)) == ["12-01"]
    assert days(TUESDAY, Every.MONTH, date(2027, 2, 24)) == ["12-24", "01-25", "02-24"]
    assert days(TUESDAY, Every.QUARTER, date(2027, 5, 24)) == ["02-24", "05-24"]


def test_the_31st_is_the_last_of_a_shorter_month_and_comes_back():
    assert days(date(2026, 8, 31), Every.MONTH, date(2026, 10, 30)) == ["09-30"]
    assert days(date(2026, 8, 31), Every.MONTH, date(2026, 12, 31)) == ["09-30", "11-02", "11-30", "12-31"]


def test_a_day_off_gives_way_and_that_is_known():
    found = repeated(date(2026, 8, 31), Every.MONTH, date(2026, 10, 31), working=working)
    assert found.moved == (date(2026, 11, 2),)


def test_once_repeats_nothing():
    assert repeated(TUESDAY, Every.NEVER, None, working=working).days == ()


def test_a_repetition_ends_after_it_begins_and_not_too_late():
    for until in (None, TUESDAY, TUESDAY - timedelta(days=1)):
        with pytest.raises(VisitRefused) as refused:
            repeated(TUESDAY, Every.WEEK, until, working=working)
        assert refused.value.field == "repeat_until"
    last = TUESDAY + MOST_REPEATED * timedelta(days=7)
    assert len(repeated(TUESDAY, Every.WEEK, last, working=working).days) == MOST_REPEATED
    assert len(repeated(TUESDAY, Every.WEEK, last + timedelta(days=6), working=working).days) == MOST_REPEATED
    with pytest.raises(VisitRefused):
        repeated(TUESDAY, Every.WEEK, last + timedelta(days=7), working=working)
