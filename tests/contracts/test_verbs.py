"""Drawing up a contract and voiding it: what the verbs do and refuse."""

from decimal import Decimal

import pytest

from salesapp.contracts import actions
from salesapp.contracts.payments.rules import PlanRefused
from salesapp.contracts.rules import ContractRefused, NotYours
from tests.contracts.factories import (
    NOW,
    TODAY,
    approve,
    make_contract,
    make_opportunity,
    nodes,
    sign,
    submit,
    terms,
)


def test_a_contract_grows_from_its_opportunity_with_a_number_and_nothing_retyped(cast, db_session):
    opportunity = make_opportunity(cast.lin, stage="proposal")
    contract = make_contract(cast.lin, opportunity=opportunity)
    assert contract.number == "XS-HT-2026-0001"
    assert contract.customer_id == opportunity.customer_id and contract.owner_id == cast.lin.id
    assert contract.status == "draft"
    assert opportunity.stage == "negotiation"  # R38: at least
    first = actions.first_terms(opportunity, our_entity="某某软件有限公司", today=TODAY)
    assert first["amount"] == opportunity.amount and first["starts_on"] == opportunity.expected_close_on


def test_its_nodes_sum_to_the_amount_to_the_fen(cast):
    contract = make_contract(cast.lin, amount=Decimal("100000.01"), plan=nodes("33.33", "33.33", "33.34"))
    assert sum(node.amount for node in contract.payment_nodes) == Decimal("100000.01")


def test_a_plan_that_is_not_the_contract_is_refused_and_no_number_is_lost(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    with pytest.raises(PlanRefused):
        actions.draft_from(opportunity.id, terms(), nodes("30", "60"), by=cast.lin, at=NOW)
    db_session.rollback()
    assert make_contract(cast.lin).number == "XS-HT-2026-0001"


def test_a_lost_opportunity_has_no_contract(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunity.status = "lost"
    db_session.commit()
    with pytest.raises(ContractRefused):
        actions.draft_from(opportunity.id, terms(), nodes(), by=cast.lin, at=NOW)


def test_nobody_draws_up_a_contract_from_an_opportunity_that_they_do_not_see(cast):
    opportunity = make_opportunity(cast.lin)
    with pytest.raises(ContractRefused):
        actions.draft_from(opportunity.id, terms(), nodes(), by=cast.chen, at=NOW)


def test_a_void_contract_keeps_its_number_and_gives_the_opportunity_back(cast, db_session):
    contract = submit(make_contract(cast.lin))
    actions.void(contract, "客户取消采购", by=cast.lin, at=NOW)
    assert contract.status == "void" and contract.voiding.reason == "客户取消采购"
    assert contract.opportunity.stage == "negotiation"
    assert {step.status for step in contract.seats} == {"lapsed"}
    assert make_contract(cast.lin).number == "XS-HT-2026-0002"


def test_voiding_needs_a_reason_and_from_the_approval_on_a_supervisor(cast, db_session):
    contract = approve(make_contract(cast.lin), cast)
    with pytest.raises(ContractRefused):
        actions.void(contract, "", by=cast.xu, at=NOW)
    with pytest.raises(ContractRefused):
        actions.void(contract, "客户取消采购", by=cast.lin, at=NOW)
    with pytest.raises(NotYours):
        actions.void(contract, "客户取消采购", by=cast.ma, at=NOW)
    actions.void(contract, "客户取消采购", by=cast.tang, at=NOW)
    assert contract.status == "void"


def test_voiding_a_signed_contract_ends_its_hand_off(cast):
    contract = sign(make_contract(cast.lin), cast)
    actions.void(contract, "客户付不出预付款", by=cast.xu, at=NOW)
    assert contract.handoff.status == "void"
