"""Who is called next, what a call may come to, what an opening brought (F03)."""

from datetime import UTC, datetime, timedelta

import pytest

from salesapp.activities.calls.rules import (
    Brought,
    Callee,
    CallRefused,
    Tried,
    by_phone,
    check_call,
    check_undo,
    fitting,
    follows,
    in_order,
    on_paper,
    read_key,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def callee(key: str, due: timedelta) -> Callee:
    return Callee(key, 1, NOW + due)


@pytest.mark.parametrize(("result", "reason", "later_at"), [
    ("reached", None, None), ("missed", None, None), ("refused", "no_time", None), ("later", None, NOW + MINUTE),
    ("later", None, NOW + 366 * DAY),
])  # fmt: skip
def test_a_call_with_what_its_result_needs_is_kept(result, reason, later_at):
    check_call(result, reason, later_at, NOW)


@pytest.mark.parametrize(("result", "reason", "later_at", "field"), [
    ("", None, None, "result"), ("song", None, None, "result"), ("refused", None, None, "reason"),
    ("refused", "song", None, "reason"), ("later", None, None, "later_at"), ("later", None, NOW, "later_at"),
    ("later", None, NOW - MINUTE, "later_at"), ("later", None, NOW + 366 * DAY + MINUTE, "later_at"),
])  # fmt: skip
def test_a_call_without_it_is_refused_beside_its_field(result, reason, later_at, field):
    with pytest.raises(CallRefused) as refusal:
        check_call(result, reason, later_at, NOW)
    assert refusal.value.field == field


def test_a_call_is_taken_back_within_its_hours_and_before_it_is_written_down():
    check_undo(NOW - 24 * HOUR, NOW, written=False, hours=24)
    for called_at, written, words in (
        (None, False, "no call"), (NOW, True, "written down"), (NOW - 24 * HOUR - MINUTE, False, "within 24 hours"),
    ):  # fmt: skip
        with pytest.raises(CallRefused, match=words):
            check_undo(called_at, NOW, written=written, hours=24)


@pytest.mark.parametrize(("purpose", "phone"), [
    ("演示排产方案", True), ("", True), (None, True), ("再次致电", True),
    ("上门拜访", False), ("当面谈合同", False), ("Visit them", False),
])  # fmt: skip
def test_what_one_goes_there_for_is_no_call(purpose, phone):
    assert by_phone(purpose) is phone


@pytest.mark.parametrize(("text", "found"), [
    ("task-7", ("task", 7)), ("customer-2147483647", ("customer", 2147483647)), ("prospect-1", ("prospect", 1)),
    ("customer-2147483648", None), ("task-", None), ("task-7x", None), ("song-7", None), ("", None), (None, None),
])  # fmt: skip
def test_a_key_names_a_kind_and_a_number(text, found):
    assert read_key(text) == found


def test_nobody_tried_comes_first_by_due_time_then_who_was_tried_longest_ago():
    callees = [
        callee("task-1", HOUR),
        callee("task-2", -DAY),
        callee("task-3", -2 * DAY),
        callee("task-4", -3 * DAY),
    ]
    tried = {"task-3": Tried(1, NOW - 61 * MINUTE), "task-4": Tried(2, NOW - 60 * MINUTE)}
    found = in_order(callees, tried, NOW, minutes=60, most=3)

    assert [one.key for one in found] == ["task-2", "task-1", "task-3", "task-4"]
    assert [one.tries for one in found] == [0, 0, 1, 2]


@pytest.mark.parametrize(("tries", "ago", "stands"), [
    (1, 60, True), (1, 59, False), (2, 600, True), (3, 600, False), (4, 600, False),
])  # fmt: skip
def test_who_was_not_reached_comes_back_after_a_while_and_not_too_often(tries, ago, stands):
    found = in_order(
        [callee("task-1", HOUR)], {"task-1": Tried(tries, NOW - ago * MINUTE)}, NOW, minutes=60, most=3
    )

    assert bool(found) is stands


def test_the_one_who_is_asked_for_is_shown_else_the_first():
    round_ = [callee("task-1", HOUR), callee("task-2", HOUR)]

    assert follows(round_, "task-2").key == "task-2"
    assert follows(round_, "task-9").key == follows(round_, None).key == "task-1"
    assert follows([], "task-1") is None


def test_shares_are_none_where_nothing_is_counted():
    assert Brought(1, "开场", 1, calls=4, reached=3, agreed=1, refused=1).reached_share == 75
    assert Brought(1, "开场", 1, calls=4, reached=4, agreed=1, refused=0).agreed_share == 25
    nothing = Brought(1, "开场", 1, calls=0, reached=0, agreed=0, refused=0)
    assert nothing.reached_share is None and nothing.agreed_share is None


def test_texts_that_have_room_together_are_kept_the_first_in_any_case():
    assert fitting([], 5) == []
    assert fitting(["123456"], 5) == ["123456"]
    assert fitting(["123", "45"], 5) == ["123", "45"]
    assert fitting(["123", "456"], 5) == ["123"]


def test_an_opening_on_paper_has_no_empty_lines():
    assert on_paper("您好\n\n  \n再见\n") == "您好\n再见"
