"""Somebody leaves or moves, and nothing stays with them that was given to a successor (W02)."""

from datetime import timedelta

import pytest

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.people.actions import change_user, close_user
from salesapp.accounts.rules import AccountRefused
from salesapp.db import db
from tests.contracts.ownership.test_along import task_of
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.support.factories import NOW, asked

pytestmark = pytest.mark.usefixtures("frozen_clock")
LATER = NOW + timedelta(minutes=5)
STEPS = {"steps": 0}  # approvals wait for whoever gets the role


def move(user, cast, **answers):
    kept = {"name": user.name, "role": user.role, "email": user.email, "phone": None}
    change_user(user, **kept, team_id=cast.ma.team_id, by=cast.admin, at=LATER, **answers)
    db.session.commit()


@pytest.fixture(params=["customer", "opportunity"])
def work(request, cast):
    """A record of a supervisor's, with a task about its customer and a request for support."""
    record = make_customer(cast.xu) if request.param == "customer" else make_opportunity(cast.xu)
    customer = record if request.param == "customer" else record.customer
    return customer, task_of(cast.xu, customer, "general"), asked(cast.xu, record=record, kind=request.param)


def test_a_supervisor_leaves(work, cast):
    customer, task, request = work
    close_user(cast.xu, successor=cast.lin.id, apart=STEPS, by=cast.admin, at=LATER)
    db.session.commit()
    assert customer.owner is task.assignee is request.asked_by is cast.lin
    assert belongings.of_person(cast.xu.id) == []


def test_a_supervisor_moves(work, cast):
    customer, task, request = work
    move(cast.xu, cast, successor=cast.lin.id, apart=STEPS)
    assert customer.owner is task.assignee is request.asked_by is cast.lin


def test_tasks_for_somebody_else_follow_the_customer_that_they_do_not_see(work, cast):
    customer, task, _request = work
    apart = STEPS | {"tasks": cast.chen.id}
    close_user(cast.xu, successor=cast.lin.id, apart=apart, by=cast.admin, at=LATER)
    assert customer.owner is task.assignee is cast.lin


def test_a_task_does_not_go_where_its_customer_does_not(work, cast):
    with pytest.raises(AccountRefused, match="待办（1）"):
        move(cast.xu, cast, successor=-1, apart=STEPS | {"tasks": cast.lin.id})
