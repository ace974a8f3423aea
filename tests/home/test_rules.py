"""What comes first in a day's work, and how charts are laid out (R3, R24)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from salesapp.home.rules import (
    FunnelRow,
    Month,
    column_bars,
    forecast,
    funnel_bars,
    in_order,
    months_from,
    only,
)
from salesapp.web.todo import Todo

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


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
            todo("thank_you", title="letter", due=NOON + 2 * HOUR, soon=True),
        ]
    )
    assert titles(day) == ["letter", "yesterday", "at two", "today"]


def test_a_letter_with_time_left_waits_for_its_turn():
    day = in_order(
        [todo("thank_you", title="letter", due=NOON + 20 * HOUR), todo(title="late", overdue=True)]
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
    listed = [todo("follow_up", grade="S", overdue=True), todo("thank_you", title="letter")]
    day = in_order(listed, beyond={"S": (3, 2), "B": (4, 0)})
    assert (day.overdue, day.unlisted, day.count) == (3, 7, 9)
    assert day.follow_ups == {"S": 4, "A": 0, "B": 4}
    assert (only(day, "overdue").unlisted, only(day, "letters").unlisted) == (7, 0)


def test_follow_ups_are_counted_by_grade():
    day = in_order(
        [todo("follow_up", grade="S"), todo("follow_up", grade="S"), todo("follow_up", grade="B"), todo()]
    )
    assert day.follow_ups == {"S": 2, "A": 0, "B": 1}


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
    assert titles(only(day, wanted)) == left


def test_months_run_over_the_end_of_the_year():
    assert months_from(date(2026, 11, 23), 3) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_the_forecast_weighs_amounts_and_counts_overdue_dates_in_this_month():
    months = forecast(
        date(2026, 11, 23),
        [
            (date(2026, 10, 1), Decimal("1000.00"), 50),
            (date(2026, 11, 30), Decimal("333.33"), 10),
            (date(2027, 1, 2), Decimal("200.00"), 90),
            (date(2027, 9, 1), Decimal("9999.00"), 90),
        ],
        months=3,
    )
    assert [(month.amount, month.weighted) for month in months] == [
        (Decimal("1333.33"), Decimal("533.33")),
        (Decimal(0), Decimal("0.00")),
        (Decimal("200.00"), Decimal("180.00")),
    ]


def test_the_widest_stage_fills_the_funnel_and_an_empty_one_keeps_a_line():
    rows = [
        FunnelRow("a", "A", 3, Decimal(400), Decimal(40)),
        FunnelRow("b", "B", 1, Decimal(100), Decimal(30)),
        FunnelRow("c", "C", 0, Decimal(0), Decimal(0)),
    ]
    bars = funnel_bars(rows, ["", "", ""], width=360)
    assert [(bar.x, bar.width) for bar in bars] == [(0, 360), (135, 90), (179, 2.0)]


def test_charts_of_nothing_are_drawn_without_dividing_by_it():
    assert funnel_bars([], []) == []
    assert column_bars([Month(date(2026, 11, 1), Decimal(0), Decimal(0))], ["11"], ["0"])[0].height == 1.0
