"""Times as people say them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.calendar.lateness.rules import Lateness, Tone, day_words, lateness

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


NOON = local(2026, 11, 23, 12)


@pytest.mark.parametrize(
    ("due", "tone", "words"),
    [
        (local(2026, 11, 21, 18), Tone.LATE, "2 days overdue"),
        (local(2026, 11, 22, 23, 59), Tone.LATE, "1 day overdue"),
        (local(2026, 11, 23, 9, 30), Tone.LATE, "2 hours overdue"),
        (local(2026, 11, 23, 11), Tone.LATE, "1 hour overdue"),
        (local(2026, 11, 23, 11, 0, 1), Tone.LATE, "59 min overdue"),
        (local(2026, 11, 23, 11, 48), Tone.LATE, "12 min overdue"),
        (local(2026, 11, 23, 11, 58), Tone.LATE, "2 min overdue"),
        (local(2026, 11, 23, 11, 59, 59), Tone.LATE, "1 min overdue"),
        (local(2026, 11, 23, 12), Tone.SOON, "Today 12:00"),
        (local(2026, 11, 23, 14), Tone.SOON, "Today 14:00"),
        (local(2026, 11, 23, 23, 59), Tone.SOON, "Today 23:59"),
        (local(2026, 11, 24, 0), Tone.LATER, "Tomorrow 00:00"),
        (local(2026, 11, 24, 10), Tone.LATER, "Tomorrow 10:00"),
        (local(2026, 11, 27, 16), Tone.LATER, "This Fri 16:00"),
        (local(2026, 12, 2, 14), Tone.LATER, "Next Wed 14:00"),
        (local(2026, 12, 24, 9), Tone.LATER, "12/24 09:00"),
        (local(2027, 1, 4, 9), Tone.LATER, "2027/1/4 09:00"),
    ],
)
def test_a_due_time_is_said_in_words(due, tone, words):
    said = lateness(due, NOON, SHANGHAI)
    assert (said.tone, said.words) == (tone, words)


def test_a_letter_counts_the_hours_that_are_left():
    def left(**parts):
        said = lateness(NOON + timedelta(**parts), NOON, SHANGHAI, by_the_hour=True)
        return said.tone, said.words

    assert left(seconds=0) == (Tone.SOON, "0 min left")
    assert left(minutes=50) == (Tone.SOON, "50 min left")
    assert left(seconds=119) == (Tone.SOON, "1 min left")
    assert left(seconds=3599) == (Tone.SOON, "59 min left")
    assert left(hours=1) == (Tone.SOON, "1 hour left")
    assert left(hours=1, seconds=59) == (Tone.SOON, "1 hour left")
    assert left(hours=1, minutes=55) == (Tone.SOON, "1 h 55 min left")
    assert left(hours=2, minutes=59, seconds=59) == (Tone.SOON, "2 h 59 min left")
    assert left(hours=3, minutes=59) == (Tone.SOON, "3 hours left")
    assert left(hours=8) == (Tone.SOON, "8 hours left")
    assert left(hours=8, seconds=1) == (Tone.TODAY, "8 hours left")
    assert left(hours=23, minutes=59, seconds=59) == (Tone.TODAY, "23 hours left")
    assert left(hours=24) == (Tone.LATER, "Tomorrow 12:00")
    assert left(hours=-2) == (Tone.LATE, "2 hours overdue")


def test_days_are_those_of_the_team_wherever_the_time_was_written():
    after_midnight = local(2026, 11, 24, 1)
    yesterday = local(2026, 11, 23, 23).astimezone(UTC)
    assert lateness(yesterday, after_midnight.astimezone(UTC), SHANGHAI).words == "1 day overdue"
    assert lateness(yesterday, NOON.astimezone(UTC), SHANGHAI).words == "Today 23:00"


def test_a_date_without_a_time_is_due_until_its_day_ends():
    midnight = local(2026, 11, 23)

    def said(*now):
        return lateness(midnight, local(*now), SHANGHAI, all_day=True)

    assert said(2026, 11, 22, 23, 59) == Lateness(Tone.LATER, "Tomorrow")
    assert said(2026, 11, 23, 0) == Lateness(Tone.TODAY, "Today")
    assert said(2026, 11, 23, 23, 59) == Lateness(Tone.TODAY, "Today")
    assert said(2026, 11, 24, 0) == Lateness(Tone.LATE, "1 day overdue")


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (date(2026, 11, 21), MONDAY, "11/21"),
        (date(2026, 11, 22), MONDAY, "Yesterday"),
        (MONDAY, MONDAY, "Today"),
        (date(2026, 11, 24), MONDAY, "Tomorrow"),
        (date(2026, 11, 25), MONDAY, "In two days"),
        (date(2026, 11, 26), MONDAY, "This Thu"),
        (date(2026, 11, 27), MONDAY, "This Fri"),
        (date(2026, 11, 28), MONDAY, "This Sat"),
        (date(2026, 11, 29), MONDAY, "This Sun"),
        (date(2026, 11, 30), MONDAY, "Next Mon"),
        (date(2026, 12, 1), MONDAY, "Next Tue"),
        (date(2026, 12, 2), MONDAY, "Next Wed"),
        (date(2026, 12, 6), MONDAY, "Next Sun"),
        (date(2026, 12, 7), MONDAY, "12/7"),
        (MONDAY, date(2026, 11, 27), "11/23"),  # past, though in the same week
        (MONDAY, date(2026, 11, 30), "11/23"),
        (date(2026, 11, 30), date(2026, 11, 29), "Tomorrow"),
        (date(2026, 12, 2), date(2026, 11, 29), "Next Wed"),
        (date(2026, 12, 7), date(2026, 11, 29), "12/7"),
        (date(2027, 1, 4), date(2026, 12, 30), "Next Mon"),  # a week over the turn of the year
        (date(2027, 1, 3), date(2026, 12, 30), "This Sun"),
        (date(2025, 12, 31), MONDAY, "2025/12/31"),
        (date(2027, 11, 23), MONDAY, "2027/11/23"),
    ],
)
def test_a_day_is_named_against_the_natural_week(day, today, words):
    assert day_words(day, today) == words
