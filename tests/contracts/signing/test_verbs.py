"""Signing an approved contract, and filing the paper."""

from datetime import date

import pytest

from salesapp.contracts import actions
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.rules import ContractRefused, NotYours
from salesapp.contracts.signing import actions as actions_of_signing
from tests.contracts.factories import (
    NOW,
    SEALED,
    TODAY,
    approve,
    check,
    good_mark,
    make_contract,
    nodes,
    sign,
    submit,
    terms,
)


def test_signing_wins_the_opportunity_and_opens_the_hand_off(cast, db_session):
    contract = sign(make_contract(cast.lin), cast)
    assert contract.status == "signed" and contract.customer.kind == "won"
    assert contract.opportunity.status == "won"
    assert contract.handoff.number == "JJ202611-001" and contract.handoff.due_on == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        (date(2026, 2, 12), date(2026, 2, 24)),
        (date(2026, 4, 30), date(2026, 5, 8)),
        (date(2026, 9, 18), date(2026, 9, 22)),
    ],
)
def test_the_hand_off_is_due_by_the_work_calendar(cast, at, signed, due):
    day = at(signed.year, signed.month, signed.day, 15)
    contract = approve(make_contract(cast.lin, at=at(2026, 1, 5, 9)), cast)
    contract.approved_at = day
    for no in checklist.BEFORE_SIGNING:
        contract.note_check(good_mark(no), by=cast.lin, at=day, today=TODAY)
    actions_of_signing.sign(
        contract, SEALED | {"signed_on": signed, "sealed_on": signed}, by=cast.lin, at=day
    )
    assert contract.handoff.due_on == due


def test_a_contract_is_not_signed_before_its_papers_are_checked(cast):
    contract = approve(make_contract(cast.lin), cast)
    with pytest.raises(ContractRefused, match="27"):
        actions_of_signing.sign(contract, SEALED, by=cast.lin, at=NOW)


def test_a_contract_is_not_signed_before_its_approval(cast):
    with pytest.raises(ContractRefused):
        actions_of_signing.sign(submit(make_contract(cast.lin)), SEALED, by=cast.lin, at=NOW)


def test_what_is_signed_must_be_what_was_approved(cast, db_session):
    contract = approve(make_contract(cast.lin), cast)
    check(contract, checklist.BEFORE_SIGNING)
    contract.after_sales = "36 个月"  # past every verb: a mended row in the database
    db_session.commit()
    with pytest.raises(ContractRefused, match="不一致"):
        actions_of_signing.sign(contract, SEALED, by=cast.lin, at=NOW)


def test_a_signed_contract_keeps_its_text_and_its_checklist(cast):
    contract = sign(make_contract(cast.lin), cast)
    with pytest.raises(ContractRefused):
        actions.revise(contract, terms(), nodes(), by=cast.lin, at=NOW)
    with pytest.raises(MarkRefused):
        contract.note_check(good_mark(25), by=cast.lin, at=NOW, today=TODAY)


def test_the_paper_is_filed_after_the_signature_by_sales_legal_or_finance(cast):
    filed = {"archive_no": "DA-2026-107", "archived_by": "陆*", "archived_on": TODAY}
    contract = make_contract(cast.lin)
    with pytest.raises(ContractRefused):
        actions_of_signing.archive(contract, filed, by=cast.lin, at=NOW)
    sign(contract, cast)
    actions_of_signing.archive(contract, filed, by=cast.lu, at=NOW)
    assert contract.archiving.archive_no == "DA-2026-107"
    with pytest.raises(NotYours):
        actions_of_signing.archive(contract, filed, by=cast.gao, at=NOW)
