"""Two people at once, each on a connection of their own: a change of owner against an edit, and against a decision."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.contracts import actions, queries
from salesapp.contracts.models import Contract
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from salesapp.refusals import Refusal
from salesapp.work.actions import compare
from tests.contracts.factories import NOW, make_contract, nodes, submit, terms
from tests.contracts.test_at_once import deciding, people, together  # noqa: F401 - a fixture


def person(username: str) -> User:
    return db.session.scalars(select(User).where(User.username == username)).unique().one()


def giving(customer_id: int):
    """Return the act of a supervisor who gives a customer with all that hangs on it to fang."""

    def act():
        xu = person("xu")
        customer = customers.find(customer_id, xu)
        ownership.hand_over(customer, person("fang"), by=xu, at=NOW, reason="调区")

    return act


@pytest.fixture
def contract(fresh_app, people):  # noqa: F811
    made = make_contract(people.lin, amount=Decimal("150000"))
    return made.id, made.customer_id


def test_a_decision_and_a_change_of_owner_both_hold(fresh_app, contract):
    contract_id, customer_id = contract
    submit(db.session.get(Contract, contract_id))
    db.session.remove()
    assert together(fresh_app, giving(customer_id), deciding(contract_id, "xu")) == ["done", "done"]
    kept = db.session.get(Contract, contract_id)
    fang = person("fang")
    assert kept.owner_id == kept.customer.owner_id == fang.id
    running = db.session.scalar(
        select(Approval).where(Approval.subject_id == contract_id, Approval.subject_type == "contract")
    )
    assert running.seats[0].decision is not None
    assert running.owner_id == fang.id or kept.status == "approved"
    assert compare(at=NOW) == 0


def test_an_edit_and_a_change_of_owner_lose_nothing(fresh_app, contract):
    contract_id, customer_id = contract
    db.session.remove()

    def editing():
        lin = person("lin")
        found = queries.find_to_change(contract_id, lin)
        if found is None:
            raise Refusal("given away meanwhile")
        actions.revise(found, terms(name="改了名的合同"), nodes(), by=lin, at=NOW)

    def renaming():
        customer = db.session.get(Customer, customer_id)
        customer.describe({"remarks": "新的备注"}, at=NOW)

    gave, edited, renamed = together(fresh_app, giving(customer_id), editing, renaming)
    kept = db.session.get(Contract, contract_id)
    owners = {kept.owner.username, kept.customer.owner.username}
    assert owners == ({"fang"} if gave == "done" else {"lin"})
    assert (kept.name == "改了名的合同") is (edited == "done")
    assert (kept.customer.remarks == "新的备注") is (renamed == "done")
    assert "done" in (gave, renamed)
    assert compare(at=NOW) == 0
