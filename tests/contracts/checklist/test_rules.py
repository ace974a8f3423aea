from dataclasses import replace
from datetime import date

import pytest

from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.marking import rules as marking
from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.checklist.reopening.rules import reopened_by
from salesapp.contracts.checklist.rules import BEFORE_APPROVAL, BEFORE_SIGNING, CLAUSES, Mark

TODAY = date(2026, 11, 23)


def clause(no: int, **changed) -> Mark:
    """A clause that was explained and that the customer confirmed by mail."""
    mark = Mark(
        no,
        "ok",
        explained_on=date(2026, 11, 19),
        confirmed_by="周*",
        confirmed_way="mail",
        confirmed_on=date(2026, 11, 20),
    )
    return replace(mark, **changed)


def full() -> dict[int, Mark]:
    """A checklist in which nothing is missing."""
    plain = {no: Mark(no, "ok") for no in checklist.ITEMS}
    answered = {no: clause(no) for no in checklist.CONFIRMED}
    return plain | answered


def missing_of(marks, numbers=BEFORE_APPROVAL) -> list[str]:
    return [str(each) for each in checklist.missing(marks.values(), numbers)]


def test_the_clauses_to_be_explained_are_10_to_20():
    assert frozenset(range(10, 21)) == CLAUSES


def test_before_approval_everything_is_asked_but_what_only_the_signed_paper_shows():
    assert {25, 26, 27, 28, 29, 30} == BEFORE_SIGNING
    assert set(range(1, 32)) - {25, 26, 27, 28, 29, 30} == BEFORE_APPROVAL


def test_a_full_checklist_lacks_nothing():
    marks = full()
    assert missing_of(marks) == [] and missing_of(marks, BEFORE_SIGNING) == []
    assert checklist.settled(marks.values()) == 31


def test_an_empty_checklist_lacks_everything_that_approval_asks():
    assert len(missing_of({})) == 25
    assert len(missing_of({}, BEFORE_SIGNING)) == 6


@pytest.mark.parametrize("no", sorted(BEFORE_APPROVAL))
def test_each_item_before_approval_alone_keeps_the_contract_back(no):
    marks = full()
    del marks[no]
    assert [each.no for each in checklist.missing(marks.values())] == [no]


@pytest.mark.parametrize("no", sorted(BEFORE_SIGNING))
def test_the_items_of_sealing_do_not_keep_a_contract_from_approval_but_from_the_signature(no):
    marks = full()
    del marks[no]
    assert missing_of(marks) == []
    assert [each.no for each in checklist.missing(marks.values(), BEFORE_SIGNING)] == [no]


@pytest.mark.parametrize("no", sorted(CLAUSES))
@pytest.mark.parametrize("field", ["explained_on", "confirmed_by", "confirmed_way", "confirmed_on"])
def test_a_clause_counts_only_when_it_was_explained_and_confirmed_by_whom_how_and_when(no, field):
    marks = full() | {no: clause(no, **{field: None})}
    assert [each.no for each in checklist.missing(marks.values())] == [no]


def test_what_is_missing_is_said_item_by_item():
    marks = full() | {11: clause(11, result="bad", objection="希望 3-5-2"), 13: Mark(13), 6: Mark(6, "bad")}
    assert missing_of(marks) == [
        "6 Name, specification, quantity does not conform",
        "11 Payment and its dates objected to",
        "13 Acceptance not explained",
    ]
    words = checklist.missing_words(checklist.missing(marks.values()))
    assert words.startswith("3 items missing: 6 Name")


def test_a_long_list_names_the_first_four_and_counts_all():
    words = checklist.missing_words(checklist.missing([]))
    assert words.startswith("25 items missing: 1 ") and "5 Public" not in words
    assert words.endswith(" and others") and words.count(" not checked") == 4
    four = [checklist.Missing(no, "x") for no in range(1, 5)]
    assert checklist.missing_words(four) == "4 items missing: 1 x, 2 x, 3 x, 4 x"
    assert checklist.missing_words(four[:1]) == "1 item missing: 1 x"
    assert checklist.missing_words([]) == ""


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Mark(3), "not checked"),
        (Mark(13), "not explained"),
        (Mark(13, explained_on=TODAY), "not checked"),
        (Mark(13, "na"), "left out"),
        (Mark(16, "na"), None),
        (Mark(16, "na", objection="太高"), "objected to"),
        (Mark(3, "bad"), "does not conform"),
        (Mark(3, "bad", exception="同意"), None),
        (Mark(13, "bad", objection="太高"), "objected to"),
        (clause(13, explained_on=None), "not explained"),
        (clause(13, confirmed_by=None), "not confirmed by the customer"),
        (clause(31, explained_on=None), None),
        (clause(31, explained_on=None, confirmed_way=""), "not confirmed by the customer"),
        (Mark(3, "ok"), None),
    ],
)
def test_an_item_is_settled_or_says_what_it_lacks(mark, said):
    found = checklist.problem(mark)
    assert (found is None) if said is None else found.endswith(said)
    assert checklist.settled([mark]) == (said is None)


def test_results_and_ways_are_said_in_words():
    assert checklist.Result("na").label == "Not applicable"
    assert checklist.Way("meeting").label == "In person"


def test_an_objection_lets_the_contract_through_only_with_its_exception_described():
    objected = clause(14, result="bad", objection="违约金太高")
    assert [each.no for each in checklist.missing((full() | {14: objected}).values())] == [14]
    described = replace(objected, exception="上限降到 3%，法务知情")
    marks = full() | {14: described}
    assert missing_of(marks) == []
    assert checklist.exceptions(marks.values()) == [described]
    assert checklist.exceptions([objected, clause(14, exception="x"), Mark(3, "bad")]) == []


@pytest.mark.parametrize("no", [1, 7, 10, 11, 12, 31])
def test_what_every_contract_has_cannot_be_left_out(no):
    with pytest.raises(MarkRefused) as refused:
        marking.check_mark(Mark(no, "na", note="无"), today=TODAY)
    assert refused.value.field == "result"


def test_a_clause_that_does_not_apply_needs_its_reason_and_a_plain_item_does_not():
    with pytest.raises(MarkRefused) as refused:
        marking.check_mark(Mark(16, "na"), today=TODAY)
    assert refused.value.field == "note"
    marking.check_mark(Mark(16, "na", note="不涉及知识产权"), today=TODAY)
    marking.check_mark(Mark(3, "na"), today=TODAY)
    marking.check_mark(clause(11, result="bad", exception="同意", objection="太高"), today=TODAY)
    marking.check_mark(Mark(11, objection="太高"), today=TODAY)
    marking.check_mark(clause(11, explained_on=date(2026, 11, 20)), today=TODAY)
    marking.check_mark(clause(11, explained_on=None), today=TODAY)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"exception": "同意"}, "exception"),
        ({"exception": "同意", "result": None}, "exception"),
        ({"objection": "希望 3-5-2"}, "objection"),
        ({"explained_on": date(2026, 11, 24), "confirmed_on": None}, "explained_on"),
        ({"confirmed_on": date(2026, 11, 24)}, "confirmed_on"),
        ({"confirmed_on": date(2026, 11, 18)}, "confirmed_on"),
    ],
)
def test_a_mark_that_contradicts_itself_is_refused_beside_its_field(changed, field):
    with pytest.raises(MarkRefused) as refused:
        marking.check_mark(clause(11, **changed), today=TODAY)
    assert refused.value.field == field


def test_today_is_early_enough_to_explain_and_to_confirm():
    marking.check_mark(clause(11, explained_on=TODAY, confirmed_on=TODAY), today=TODAY)


def test_nobody_confirmed_what_does_not_conform_and_plain_items_have_no_confirmation():
    bad = marking.cleared(clause(11, result="bad", objection="希望 3-5-2"))
    assert (bad.confirmed_by, bad.confirmed_way, bad.confirmed_on) == (None, None, None)
    assert bad.explained_on == date(2026, 11, 19) and bad.objection == "希望 3-5-2"
    plain = marking.cleared(clause(6, objection="x"))
    assert plain == Mark(6, "ok")
    left_out = marking.cleared(clause(11, result="na", note="x"))
    assert left_out == Mark(11, "na", "x")
    open_ = marking.cleared(clause(11, result=None))
    assert open_ == Mark(11, explained_on=date(2026, 11, 19))
    assert marking.cleared(clause(11)) == clause(11)
    last = marking.cleared(clause(31))
    assert last.confirmed_by == "周*" and last.explained_on is None


@pytest.mark.parametrize("no", [27, 28, 29, 30])
def test_seals_are_set_after_the_last_approval(no):
    with pytest.raises(MarkRefused, match="seal is set") as refused:
        marking.check_open(no, approved=False, under_approval=False, closed=False)
    assert refused.value.field == "result"
    marking.check_open(no, approved=True, under_approval=True, closed=False)


def test_what_was_submitted_is_not_marked_anew_and_a_signed_checklist_is_closed():
    marking.check_open(11, approved=False, under_approval=False, closed=False)
    for no in BEFORE_APPROVAL:
        with pytest.raises(MarkRefused, match="Withdraw the contract"):
            marking.check_open(no, approved=True, under_approval=True, closed=False)
    for no in (11, 25, 27):
        with pytest.raises(MarkRefused, match="is closed"):
            marking.check_open(no, approved=False, under_approval=True, closed=True)
    marking.check_open(26, approved=False, under_approval=True, closed=False)


@pytest.mark.parametrize(
    ("changed", "reopened"),
    [
        (["amount"], {7, 11, 31}),
        (["payment_nodes"], {11, 31}),
        (["delivery_on"], {10, 31}),
        (["after_sales", "acceptance"], {12, 13, 31}),
        (["is_standard_text"], {21, 22, 31}),
        (["deviation"], {21, 22, 31}),
        (["full_name"], {1, 2, 31}),
        (["credit_code"], {1, 2, 31}),
        (["invoice_bank"], {1, 2, 31}),
        (["phone"], set()),
        (["template_version"], {21, 31}),
        (["our_entity"], {1, 31}),
        (["payment_terms"], {11, 31}),
        (["tax_rate"], {8, 31}),
        (["currency"], {9, 31}),
        (["delivery_content"], {6, 31}),
        (["delivery_cycle"], {10, 31}),
        (["copies"], {20, 31}),
        (["starts_on"], {20, 31}),
        (["ends_on"], {20, 31}),
        (["name", "tax_rate"], {8, 31}),
        (["name"], set()),
        (["gross_margin"], set()),
        ([], set()),
    ],
)
def test_a_changed_fact_is_explained_again_and_the_last_confirmation_falls(changed, reopened):
    assert reopened_by(changed) == reopened
