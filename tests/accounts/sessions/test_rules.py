"""Whoever types wrong passwords waits, longer each time; a session has an end (4.2)."""

from datetime import UTC, datetime, timedelta

import pytest

from salesapp.accounts.sessions.rules import (
    device_of,
    is_over,
    mark_of,
    wait_after,
    waiting_sentence,
    waits,
)

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(4, None), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (500, 15)]
)
def test_the_fifth_wrong_password_waits_a_minute_and_each_after_it_twice_as_long(failures, minutes):
    until = wait_after(failures, limit=5, minutes=15, at=AT)
    assert until == (None if minutes is None else AT + timedelta(minutes=minutes))


def test_waiting_ends_on_the_second():
    until = AT + timedelta(minutes=15)
    assert waits(until, at=AT) == timedelta(minutes=15)
    assert waits(until, at=until - timedelta(seconds=1)) == timedelta(seconds=1)
    assert waits(until, at=until) is None
    assert waits(None, at=AT) is None


@pytest.mark.parametrize(("left", "minutes"), [(1, 1), (60, 1), (61, 2), (900, 15)])
def test_the_time_left_is_said_in_minutes_rounded_up(left, minutes):
    assert f" {minutes} minute" in waiting_sentence(timedelta(seconds=left))


def test_a_session_is_over_on_the_second():
    assert not is_over(AT, hours=12, at=AT + timedelta(hours=12, seconds=-1))
    assert is_over(AT, hours=12, at=AT + timedelta(hours=12))


def test_marks_of_other_parts_differ_wherever_the_border_between_them_is():
    assert mark_of("a", "bc") != mark_of("ab", "c")
    assert mark_of("a", "b") == mark_of("a", "b")


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8 wxwork/4.1", "WeCom · iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605.1.15", "Safari · macOS"),
        ("curl/8", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_a_device_is_called_as_people_call_it(agent, device):
    assert device_of(agent) == device
