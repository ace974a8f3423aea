"""Times as people say them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.calendar.lateness.rules import Tone, day_words, lateness

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
        (local(2026, 11, 23, 11, 48), Tone.LATE, "12 min overdue"),
        (local(2026, 11, 23, 14), Tone.SOON, "Today 14:00"),
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
    assert lateness(NOON + timedelta(hours=2), NOON, SHANGHAI, by_the_hour=True).words == "2 hours left"
    assert lateness(NOON + timedelta(minutes=50), NOON, SHANGHAI, by_the_hour=True).words == "50 min left"
    assert lateness(NOON + timedelta(hours=8), NOON, SHANGHAI, by_the_hour=True).tone is Tone.SOON
    assert lateness(NOON + timedelta(hours=9), NOON, SHANGHAI, by_the_hour=True).tone is Tone.TODAY


def test_a_date_without_a_time_is_due_until_its_day_ends():
    midnight = local(2026, 11, 23)
    assert lateness(midnight, local(2026, 11, 23, 23, 59), SHANGHAI, all_day=True).tone is Tone.TODAY
    assert lateness(midnight, local(2026, 11, 24, 0, 0), SHANGHAI, all_day=True).tone is Tone.LATE


def test_a_day_is_named_against_the_natural_week():
    assert day_words(MONDAY - timedelta(days=1), MONDAY) == "Yesterday"
    assert day_words(date(2026, 11, 29), MONDAY) == "This Sun"
    assert day_words(date(2026, 11, 30), MONDAY) == "Next Mon"
    assert day_words(date(2026, 12, 7), MONDAY) == "12/7"
