"""A wish for another owner is decided while somebody gives the customer away: one waits for the other, none for both."""

import pytest
from sqlalchemy import select

from salesapp.approvals import actions as approvals
from salesapp.approvals.models import Approval
from salesapp.approvals.queries import find_to_decide
from salesapp.contracts.models import Contract
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions as ownership
from salesapp.customers.ownership.requests import actions
from salesapp.customers.ownership.requests.models import OwnerRequest
from salesapp.db import db
from salesapp.work.actions import compare
from tests.contracts.factories import NOW, make_contract, submit
from tests.contracts.ownership.test_at_once import person
from tests.contracts.test_at_once import people, together  # noqa: F401 - a fixture
from tests.customers.factories import make_customer

pytestmark = pytest.mark.slow


def agreeing():
    """Agree to the wish, as the supervisor's press does."""
    xu = person("xu")
    number = db.session.scalar(
        select(Approval.id).where(Approval.subject_type == "owner_request", Approval.outcome == "running")
    )
    if number is not None:
        approval = find_to_decide(number)
        approvals.decide(approval, approval.seats[0], "agree", None, by=xu, at=NOW)


def giving():
    """Give the customer away at once, as the director does."""
    tang = person("tang")
    customer = customers.find(db.session.scalar(select(Customer.id)), tang)
    ownership.hand_over(customer, person("chen"), by=tang, at=NOW, reason="调区")


def deciding_on_the_contract():
    """Agree to the contract with the customer, which its owner's change touches."""
    number = db.session.scalar(select(Approval.id).where(Approval.subject_type == "contract"))
    approval = find_to_decide(number)
    approvals.decide(approval, approval.seats[0], "agree", None, confirmed=True, by=person("xu"), at=NOW)


@pytest.mark.parametrize("_time", range(3))
def test_a_decision_and_a_direct_change_wait_in_one_order(fresh_app, people, _time):  # noqa: F811
    contract = make_contract(people.lin)
    submit(contract)
    actions.ask(contract.customer, people.fang, reason="区域调整", by=people.lin, at=NOW)
    db.session.commit()
    db.session.remove()
    done = together(fresh_app, agreeing, giving, deciding_on_the_contract)  # a deadlock would raise here
    customer = db.session.scalars(select(Customer)).unique().one()
    contract = db.session.scalars(select(Contract)).unique().one()
    assert "done" in done[:2] and customer.owner.username in {"fang", "chen"}
    assert customer.owner_id == contract.owner_id
    running = select(Approval).where(Approval.outcome == "running", Approval.subject_type == "owner_request")
    assert db.session.scalars(running).unique().all() == []
    assert compare(at=NOW) == 0


@pytest.mark.parametrize("_time", range(3))
def test_a_customer_has_one_wish_at_a_time(fresh_app, people, _time):  # noqa: F811
    number = make_customer(people.lin).id
    db.session.commit()
    db.session.remove()

    def asking():
        lin = person("lin")
        actions.ask(customers.find(number, lin), person("fang"), reason="区域调整", by=lin, at=NOW)

    assert sorted(together(fresh_app, asking, asking)) == ["OwnershipRefused", "done"]
    assert len(db.session.scalars(select(OwnerRequest)).unique().all()) == 1
