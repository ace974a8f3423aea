"""Objections and answers, at their borders (R36, R37)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.proposals.objections.rules import (
    FARTHEST,
    ObjectionRefused,
    Share,
    best_first,
    check_objection,
    check_reply,
    check_state,
)

TODAY, OPENED = date(2026, 11, 23), date(2026, 11, 2)
DAY = timedelta(days=1)


def fields(refusal) -> set[str]:
    return {each.field for each in (refusal.value, *refusal.value.also)}


@pytest.mark.parametrize("on", [OPENED, TODAY])
def test_an_objection_is_raised_between_the_opening_and_today(on):
    check_objection("贵了", "price", on, kinds=["price"], today=TODAY, opened_on=OPENED)


@pytest.mark.parametrize(
    ("words", "kind", "on", "field"),
    [
        ("。", "price", TODAY, "words"), (None, "price", TODAY, "words"), ("贵了", "gone", TODAY, "kind"),
        ("贵了", None, TODAY, "kind"), ("贵了", "price", TODAY + DAY, "raised_on"), ("贵了", "price", OPENED - DAY, "raised_on"),
    ],
)  # fmt: skip
def test_an_objection_that_does_not_hold_together_is_refused(words, kind, on, field):
    with pytest.raises(ObjectionRefused) as refusal:
        check_objection(words, kind, on, kinds=["price"], today=TODAY, opened_on=OPENED)
    assert fields(refusal) == {field}


def test_everything_wrong_with_an_answer_is_said_at_once():
    with pytest.raises(ObjectionRefused) as refusal:
        check_reply(None, " ", "gone", None, today=TODAY, raised_on=TODAY)
    assert fields(refusal) == {"method", "points", "state"}


def test_a_pending_one_has_a_day_from_today_on():
    for state in ("open", "eased"):
        for day in (None, TODAY - DAY, TODAY + FARTHEST + DAY):
            with pytest.raises(ObjectionRefused) as refusal:
                check_state(state, day, today=TODAY)
            assert refusal.value.field == "next_on"
        check_state(state, TODAY, today=TODAY)
        check_state(state, TODAY + FARTHEST, today=TODAY)
    check_state("resolved", None, today=TODAY)


def test_shares_are_of_those_used():
    assert Share(3, 1, 1).rate == Decimal("33.3")
    assert Share().rate is None


def test_answers_that_resolved_most_come_first_and_untried_ones_last():
    shares = {1: Share(4, 0, 2), 2: Share(1, 0, 1), 3: Share(10, 0, 5), 4: Share(5, 5, 0)}
    assert best_first([5, 4, 3, 2, 1], shares) == [2, 3, 1, 4, 5]
