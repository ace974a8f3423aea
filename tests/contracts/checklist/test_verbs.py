"""Marking a checklist: the gate, the exception, what a change opens again."""

from decimal import Decimal

import pytest

from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.checklist import actions as actions_of_checklist
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.rules import ContractRefused
from salesapp.refusals import StaleEdit
from tests.contracts.factories import (
    NOW,
    TODAY,
    check,
    good_mark,
    make_contract,
    nodes,
    submit,
    terms,
)


def test_the_first_mark_begins_the_check_and_remembers_who_and_when(cast):
    contract = make_contract(cast.lin)
    actions_of_checklist.note_check(contract, good_mark(11), seen=0, by=cast.lin, at=NOW)
    row = contract.check_row(11)
    assert contract.status == "checking"
    assert (row.result, row.confirmed_by, row.checked_by, row.checked_at) == ("ok", "周敏", cast.lin, NOW)


def test_a_mark_on_what_a_colleague_changed_meanwhile_is_stale(cast, db_session):
    contract = make_contract(cast.lin)
    actions_of_checklist.note_check(contract, good_mark(6), seen=0, by=cast.xu, at=NOW)
    db_session.commit()
    with pytest.raises(StaleEdit, match="许"):
        actions_of_checklist.note_check(contract, good_mark(6, result="bad"), seen=0, by=cast.lin, at=NOW)


def test_the_gate_is_shut_until_every_required_item_is_settled(cast, db_session):
    contract = check(make_contract(cast.lin), checklist.BEFORE_APPROVAL - {11})
    with pytest.raises(ContractRefused, match="11"):
        approving.submit(contract, by=cast.lin, at=NOW)
    db_session.rollback()
    check(contract, {11})
    approving.submit(contract, by=cast.lin, at=NOW)
    assert contract.status == "approving"


def test_an_objection_goes_on_only_by_the_exception_route_through_legal_and_director(cast, db_session):
    contract = check(make_contract(cast.lin, amount=Decimal("50000")), checklist.BEFORE_APPROVAL - {14})
    objected = good_mark(14, result="bad", objection="违约金太高")
    contract.note_check(objected, by=cast.lin, at=NOW, today=TODAY)
    with pytest.raises(ContractRefused, match="14"):
        approving.submit(contract, by=cast.lin, at=NOW)
    excepted = good_mark(14, result="bad", objection="违约金太高", exception="上限降到 3%")
    contract.note_check(excepted, by=cast.lin, at=NOW, today=TODAY)
    approving.submit(contract, by=cast.lin, at=NOW)
    assert [step.role for step in contract.seats] == ["supervisor", "legal", "director"]


def test_a_changed_fact_opens_its_clause_again(cast, db_session):
    contract = check(make_contract(cast.lin))
    reopened = actions.revise(contract, terms(after_sales="24 个月"), nodes(), by=cast.lin, at=NOW)
    assert reopened == [12, 31]
    assert contract.check_row(12).confirmed_by is None
    assert [each.no for each in contract.missing()] == [12, 31]


def test_an_edit_that_changes_nothing_opens_nothing(cast, db_session):
    contract = submit(make_contract(cast.lin))
    assert actions.revise(contract, terms(), nodes(), by=cast.lin, at=NOW) == []
    assert contract.status == "approving"
