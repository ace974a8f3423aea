"""Where one way to say a time ends and the next begins."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.calendar.lateness.rules import Tone, day_words, lateness

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)  # a Monday


def said(by: timedelta, **how: bool) -> tuple[Tone, str]:
    found = lateness(NOON + by, NOON, SHANGHAI, **how)
    return found.tone, found.words


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (timedelta(seconds=-1), "1 min overdue"),
        (timedelta(seconds=-119), "1 min overdue"),
        (timedelta(minutes=-59, seconds=-59), "59 min overdue"),
        (timedelta(hours=-1), "1 hour overdue"),
        (timedelta(hours=-12), "12 hours overdue"),
        (timedelta(hours=-13), "1 day overdue"),
    ],
)
def test_minutes_hours_and_days_overdue(by, words):
    assert said(by) == (Tone.LATE, words)


def test_what_is_due_this_moment_is_not_late():
    assert said(timedelta()) == (Tone.SOON, "Today 12:00")


@pytest.mark.parametrize(
    ("by", "tone", "words"),
    [
        (timedelta(seconds=59), Tone.SOON, "0 min left"),
        (timedelta(minutes=59, seconds=59), Tone.SOON, "59 min left"),
        (timedelta(hours=1), Tone.SOON, "1 hour left"),
        (timedelta(hours=8), Tone.SOON, "8 hours left"),
        (timedelta(hours=8, seconds=1), Tone.TODAY, "8 hours left"),
        (timedelta(hours=23, minutes=59), Tone.TODAY, "23 hours left"),
        (timedelta(hours=24), Tone.LATER, "Tomorrow 12:00"),
    ],
)
def test_what_is_counted_by_the_hour(by, tone, words):
    assert said(by, by_the_hour=True) == (tone, words)


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (date(2026, 11, 22), date(2026, 11, 23), "Yesterday"),
        (date(2026, 11, 23), date(2026, 11, 23), "Today"),
        (date(2026, 11, 24), date(2026, 11, 23), "Tomorrow"),
        (date(2026, 11, 25), date(2026, 11, 23), "In two days"),
        (date(2026, 11, 26), date(2026, 11, 23), "This Thu"),
        (date(2026, 11, 29), date(2026, 11, 25), "This Sun"),
        (date(2026, 11, 30), date(2026, 11, 27), "Next Mon"),
        (date(2026, 12, 6), date(2026, 11, 27), "Next Sun"),
        (date(2026, 12, 7), date(2026, 11, 27), "12/7"),
        (date(2026, 11, 24), date(2026, 11, 27), "11/24"),
        (date(2026, 11, 21), date(2026, 11, 23), "11/21"),
        (date(2025, 12, 31), date(2026, 11, 23), "2025/12/31"),
    ],
)
def test_a_day_by_its_nearest_name(day, today, words):
    assert day_words(day, today) == words
