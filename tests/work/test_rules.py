"""What comes first in a day's work, and what a figure of the day opens (R3, R33)."""

from datetime import UTC, datetime, timedelta

import pytest

from salesapp.work.rules import Day, Kinds, Rest, Todo, in_order, only, urgency

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMED = {
    "follow-ups": Kinds("Follow-ups", frozenset({"follow_up"})),
    "letters": Kinds("Letters", frozenset({"thank_you"})),
}


def todo(kind="task", due=NOON, **more) -> Todo:
    words = {"title": kind, "detail": "", "url": "/", "action_label": "go", "action_url": "/go"}
    return Todo(due_at=due, kind=kind, **{**words, **more})


def titles(day) -> list[str]:
    return [each.title for each in day.own]


def test_a_letter_whose_hours_run_out_comes_before_what_is_overdue():
    day = in_order(
        [
            todo(title="today"),
            todo(title="at two", due=NOON + 2 * HOUR, soon=True),
            todo(title="yesterday", due=NOON - 30 * HOUR, overdue=True),
            todo("thank_you", hours_run=True, title="letter", due=NOON + 2 * HOUR, soon=True),
        ]
    )
    assert titles(day) == ["letter", "yesterday", "at two", "today"]


def test_a_letter_with_time_left_waits_for_its_turn():
    day = in_order(
        [
            todo("thank_you", hours_run=True, title="letter", due=NOON + 20 * HOUR),
            todo(title="late", overdue=True),
        ]
    )
    assert titles(day) == ["late", "letter"]


def test_the_longest_overdue_comes_first_and_among_equals_the_higher_grade():
    day = in_order(
        [
            todo(title="b", overdue=True, grade="B"),
            todo(title="s", overdue=True, grade="S"),
            todo(title="old", due=NOON - HOUR, overdue=True),
        ]
    )
    assert titles(day) == ["old", "s", "b"]


def test_what_waits_for_a_decision_stands_apart():
    day = in_order([todo(title="mine"), todo("approval", title="theirs", waiting=True, overdue=True)])
    assert (titles(day), day.waiting[0].title, day.overdue, day.count) == (["mine"], "theirs", 1, 2)


def test_what_is_due_beyond_the_listed_lines_counts_but_is_not_listed():
    listed = [todo("follow_up", grade="S", overdue=True), todo("thank_you", hours_run=True, title="letter")]
    day = in_order(listed, [Rest("follow_up", "more", "/all", {"S": (3, 2), "B": (4, 0)})])
    assert (day.overdue, day.unlisted, day.count) == (3, 7, 9)
    assert day.by_grade("follow_up") == {"S": 4, "A": 0, "B": 4}
    assert (only(day, "overdue", NAMED).unlisted, only(day, "letters", NAMED).unlisted) == (7, 0)


def test_follow_ups_are_counted_by_grade():
    day = in_order(
        [todo("follow_up", grade="S"), todo("follow_up", grade="S"), todo("follow_up", grade="B"), todo()]
    )
    assert day.by_grade("follow_up") == {"S": 2, "A": 0, "B": 1}


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ("overdue", ["late"]),
        ("follow-ups", ["call"]),
        ("nonsense", ["late", "call"]),
        (None, ["late", "call"]),
    ],
)
def test_a_figure_opens_the_lines_behind_it(wanted, left):
    day = in_order([todo(title="late", overdue=True), todo("follow_up", title="call")])
    assert titles(only(day, wanted, NAMED)) == left


@pytest.mark.parametrize(
    ("line", "rank"),
    [
        ({"hours_run": True, "overdue": True}, 0),
        ({"hours_run": True, "soon": True}, 0),
        ({"hours_run": True}, 3),
        ({"overdue": True, "soon": True}, 1),
        ({"soon": True}, 2),
        ({}, 3),
    ],
)
def test_each_line_has_its_rank(line, rank):
    assert urgency(todo(**line)) == (rank, NOON, 3)


def test_within_a_rank_the_grades_follow_and_what_has_none_comes_last():
    assert [urgency(todo(grade=grade))[2] for grade in ("S", "A", "B", "C", None)] == [0, 1, 2, 3, 3]


def test_a_line_is_plain_unless_it_says_more():
    plain = todo()
    assert not any((plain.overdue, plain.soon, plain.waiting, plain.hours_run, plain.one_tap))


def test_the_rest_counts_what_is_due_and_what_of_it_is_late():
    rest = Rest("follow_up", "more", "/all", {"S": (3, 2), "A": (1, 0), "B": (4, 1)})
    assert (rest.due, rest.late) == (8, 3)
    day = Day(rest=(rest, Rest("task", "more", "/all", {"": (5, 5)})))
    assert (day.overdue, day.unlisted, day.count) == (8, 13, 13)
    assert day.by_grade("follow_up") == {"S": 3, "A": 1, "B": 4}
    assert day.by_grade("task") == {"S": 0, "A": 0, "B": 0}


def test_a_figure_opens_what_waits_and_what_is_not_listed_too():
    waiting = [
        todo("follow_up", title="b", waiting=True, overdue=True),
        todo("task", title="c", waiting=True),
    ]
    rest = [Rest("follow_up", "more", "/all", {}), Rest("task", "more", "/all", {})]
    day = in_order(waiting, rest)
    assert only(day, "overdue", NAMED) == Day((), (waiting[0],), tuple(rest))
    assert only(day, "follow-ups", NAMED) == Day((), (waiting[0],), (rest[0],))
    assert only(day, None, NAMED) is only(day, "nonsense", NAMED) is day
    assert (day.overdue, day.count) == (1, 2)


@pytest.mark.parametrize(
    ("action", "begun"),
    [
        ("/go", "/go?from=today"),
        ("/go?a=1", "/go?a=1&from=today"),
        ("/visits/1#booking", "/visits/1?from=today#booking"),
        ("/go?a=1#x", "/go?a=1&from=today#x"),
    ],
)
def test_what_is_begun_from_the_list_comes_back_to_it(action, begun):
    assert todo(action_url=action).begin_url == begun
