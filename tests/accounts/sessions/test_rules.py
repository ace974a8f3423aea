"""After how many wrong passwords an account is locked, and for how long (4.2)."""

from datetime import UTC, datetime, timedelta

import pytest

from salesapp.accounts.sessions.rules import lock_after, locked_for, locked_sentence

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_the_fifth_wrong_password_locks_for_a_quarter_of_an_hour():
    assert lock_after(4, limit=5, minutes=15, at=AT) is None
    assert lock_after(5, limit=5, minutes=15, at=AT) == AT + timedelta(minutes=15)


def test_a_lock_ends_on_the_second():
    until = AT + timedelta(minutes=15)

    assert locked_for(until, at=AT) == timedelta(minutes=15)
    assert locked_for(until, at=until - timedelta(seconds=1)) == timedelta(seconds=1)
    assert locked_for(until, at=until) is None
    assert locked_for(None, at=AT) is None


@pytest.mark.parametrize(("left", "minutes"), [(0, "1 "), (1, "1 "), (60, "1 "), (61, "2 "), (900, "15 ")])
def test_the_time_left_is_said_in_minutes_rounded_up(left, minutes):
    assert f"for {minutes}minute" in locked_sentence(timedelta(seconds=left))
