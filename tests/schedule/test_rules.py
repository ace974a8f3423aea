"""When a recurring job is due, and tried again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.schedule.rules import LEASE, MAX_ATTEMPTS, Every, is_silent, latest_slot, retry_at

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


NOW = local(2026, 11, 23, 9)


@pytest.mark.parametrize(
    ("every", "now", "slot"),
    [
        (Every.MINUTE, local(2026, 11, 23, 9, 30, 59, 999), local(2026, 11, 23, 9, 30)),
        (Every.MINUTE, local(2026, 11, 23, 9, 30), local(2026, 11, 23, 9, 30)),
        (Every.HOUR, local(2026, 11, 23, 9, 59, 59), local(2026, 11, 23, 9)),
        (Every.HOUR, local(2026, 11, 23, 9, 30), local(2026, 11, 23, 9, 0)),
        (Every.HOUR, local(2026, 11, 23, 9, 0), local(2026, 11, 23, 9, 0)),
        (Every.NIGHT, local(2026, 11, 23, 9, 30), local(2026, 11, 23, 2, 10)),
        (Every.NIGHT, local(2026, 11, 23, 2, 9, 59), local(2026, 11, 22, 2, 10)),
        (Every.NIGHT, local(2026, 11, 23, 2, 10), local(2026, 11, 23, 2, 10)),
        (Every.NIGHT, local(2027, 1, 1, 0), local(2026, 12, 31, 2, 10)),
        (Every.MORNING, local(2026, 11, 23, 7, 59, 59), local(2026, 11, 22, 8)),
        (Every.MORNING, local(2026, 11, 23, 8), local(2026, 11, 23, 8)),
        (Every.MORNING, local(2026, 3, 1, 7), local(2026, 2, 28, 8)),
    ],
)
def test_a_job_is_due_since_its_latest_slot(every, now, slot):
    assert latest_slot(every, now) == slot


def test_the_morning_begins_when_the_team_says():
    assert latest_slot(Every.MORNING, local(2026, 11, 23, 6, 30), hour=6) == local(2026, 11, 23, 6)
    assert latest_slot(Every.MORNING, local(2026, 11, 23, 6, 30), hour=7) == local(2026, 11, 22, 7)
    assert latest_slot(Every.NIGHT, local(2026, 11, 23, 6, 30), hour=7) == local(2026, 11, 23, 2, 10)


def test_tries_of_a_failing_job_move_apart():
    assert [(retry_at(n, NOW) - NOW) / timedelta(minutes=1) for n in range(1, 6)] == [1, 2, 4, 8, 16]


def test_a_job_has_five_tries_of_a_quarter_of_an_hour():
    assert MAX_ATTEMPTS == 5
    assert timedelta(minutes=15) == LEASE


def test_background_work_is_missed_after_five_minutes_without_a_sign():
    assert not is_silent(NOW - timedelta(minutes=5), NOW)
    assert is_silent(NOW - timedelta(minutes=5, seconds=1), NOW)
    assert is_silent(None, NOW)
