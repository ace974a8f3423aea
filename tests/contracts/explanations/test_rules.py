"""Going through the clauses: what comes next, what is refused (R39)."""

from datetime import date

import pytest

from salesapp.contracts.checklist.rules import CLAUSES, Mark, Result
from salesapp.contracts.explanations import rules
from salesapp.contracts.explanations.rules import Answer, ExplanationRefused

TODAY = date(2026, 11, 23)


def test_the_clauses_that_were_left_out_are_not_gone_through():
    marks = [Mark(no, "na" if no == 15 else None) for no in range(1, 32)]
    assert rules.asked(marks) == sorted(CLAUSES - {15})


@pytest.mark.parametrize(
    ("answered", "after", "comes"),
    [
        ((), 0, 10),
        ((10,), 10, 11),
        ((10, 11), 10, 12),
        ((10, 12), 12, 11),
        ((10, 11, 12), 12, None),
        ((), 12, 10),
    ],
)
def test_the_next_clause_is_the_first_open_one_ahead_then_from_the_top(answered, after, comes):
    assert rules.next_of([10, 11, 12], answered, after) == comes


@pytest.mark.parametrize(
    ("name", "item", "same"),
    [
        ("违约责任", "违约责任", True), ("争议解决", "争议解决与管辖", True), ("通知与送达", "通知与送达地址、联系人", True),
        ("付款方式", "付款方式与节点", True), ("交付周期与地点", "交付周期", True), ("标的", "违约责任", False),
        ("", "保密", False),
        ("款", "付款方式与节点", False),
    ],
)  # fmt: skip
def test_the_clause_of_the_text_is_found_by_its_name(name, item, same):
    assert rules.same_clause(name, item) is same


def test_a_confirmation_settles_the_item_and_an_objection_keeps_the_words():
    before = Mark(11, Result.BAD, objection="首付太高", exception="集团规定")
    told = rules.answered(before, Answer.CONFIRMED, None, name="周敏", way="meeting", today=TODAY)
    assert (told.result, told.confirmed_by, told.confirmed_on, told.objection) == ("ok", "周敏", TODAY, None)
    assert told.exception is None
    told = rules.answered(Mark(11), Answer.OBJECTION, "首付太高", name="周敏", way="meeting", today=TODAY)
    assert (told.result, told.objection, told.explained_on, told.confirmed_by) == (
        "bad",
        "首付太高",
        TODAY,
        None,
    )


@pytest.mark.parametrize("words", ["", None, " 。 "])
def test_an_objection_stands_in_words(words):
    with pytest.raises(ExplanationRefused) as refused:
        rules.check_words(Answer.OBJECTION, words)
    assert refused.value.field == "words"
    assert rules.check_words(Answer.CONFIRMED, words) is None


@pytest.mark.parametrize("name", [None, "", "  "])
def test_nobody_is_explained_to(name):
    with pytest.raises(ExplanationRefused):
        rules.check_with(name)


@pytest.mark.parametrize(
    ("answers", "no_objection"),
    [({}, False), ({10: "confirmed"}, True), ({10: "confirmed", 11: "objection"}, True)],
)
def test_a_round_is_not_closed_over_nothing_or_an_open_clause(answers, no_objection):
    with pytest.raises(ExplanationRefused):
        rules.check_ending(answers, [10, 11], no_objection=no_objection)


def test_a_round_is_closed_in_the_middle_or_with_all_confirmed():
    rules.check_ending({10: "objection"}, [10, 11], no_objection=False)
    rules.check_ending({10: "confirmed", 11: "confirmed"}, [10, 11], no_objection=True)


def test_what_was_closed_or_is_no_clause_is_refused():
    with pytest.raises(ExplanationRefused):
        rules.check_running(True)
    with pytest.raises(ExplanationRefused):
        rules.check_clause(1, [10, 11])
