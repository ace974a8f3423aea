"""Contracts in bulk: each like one that verbs made, with all its rows, true to its approval, its work and the trail."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from salesapp.contracts.approval.actions import is_as_approved
from salesapp.contracts.checklist.models import ChecklistItem
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.search.queries import find
from salesapp.contracts.signing.models import ContractSignature
from salesapp.db import db
from salesapp.demo import agreed, volume
from salesapp.documents.numbering.actions import next_number
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.sums import actions as sums
from salesapp.trail import queries as trail
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from salesapp.work import actions as work
from tests.contracts.factories import make_contract, sign, submit

PATTERNS = 3


@pytest.fixture
def filled(cast, frozen_clock, monkeypatch):
    """One contract of each kind, and sixty customers."""
    monkeypatch.setattr(agreed, "BLOCK", 7)  # more than one block
    sign(make_contract(cast.lin), cast)
    submit(make_contract(cast.lin))
    make_contract(cast.lin)
    db.session.commit()
    return volume.add_volume(customers=60, seed=7, at=clock.now())


def contracts() -> list[Contract]:
    return list(db.session.scalars(select(Contract).order_by(Contract.id)))


def copies() -> list[Contract]:
    return contracts()[PATTERNS:]


def count(model, *conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_there_are_contracts_of_each_kind_at_most_half_as_many_as_customers(filled):
    made = copies()
    assert 5 < filled["contracts"] == len(made) <= 30
    assert "signed" in {one.status for one in made}


def test_each_belongs_to_an_opportunity_of_its_own_that_stands_where_it_would(filled):
    made = copies()
    assert len({one.opportunity_id for one in made}) == len(made)
    for one in made:
        assert (one.customer_id, one.owner_id) == (one.opportunity.customer_id, one.opportunity.owner_id)
        assert (
            one.customer.credit_code
            and one.customer.full_name != ""
            and one.created_at > one.opportunity.created_at
        )
        assert (one.opportunity.status == "won") == (one.status == "signed")
        if one.status == "signed":
            assert one.signature.signed_on <= one.opportunity.closed_on


def test_each_has_every_row_of_its_own(filled):
    first = contracts()[0]
    assert first.status == "signed"
    for one in (one for one in copies() if one.status == "signed"):
        for model in (PaymentNode, ChecklistItem, ContractSignature):
            assert (
                count(model, model.contract_id == one.id) == count(model, model.contract_id == first.id) > 0
            )
        assert one.number in one.search_text.upper() and one.number != first.number


def test_each_says_what_was_approved_of_it(filled):
    approved = [one for one in copies() if one.approval_round]
    assert approved and all(is_as_approved(one) for one in approved)


def test_the_trail_holds_and_tells_of_each(filled):
    assert trail.first_break() is None
    for one in copies():
        told = (
            AuditEntry.object_type == "contract",
            AuditEntry.object_id == one.id,
            AuditEntry.event == "create",
        )
        assert db.session.scalars(select(AuditEntry.object_label).where(*told)).all() == [one.number]


def test_the_nightly_comparison_finds_nothing_to_mend(filled):
    assert work.compare(at=clock.now()) == 0 == sums.compare(at=clock.now())


def test_numbers_count_on_and_each_is_found_by_its_own(filled, cast):
    made = copies()
    numbers = {one.number for one in made}
    assert len(numbers) == len(made) and next_number("contract", clock.today()) not in numbers
    assert [hit.number for hit in find(made[0].number.lower(), cast.tang, 5)] == [made[0].number]


def test_without_a_pattern_there_are_none(cast, frozen_clock):
    assert volume.add_volume(customers=10, seed=7, at=clock.now())["contracts"] == 0
    assert count(Opportunity) == 20
