"""An account is closed, or moves, while at the same moment somebody is given something: one of the two waits."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import select

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.leaving.actions import hold
from salesapp.accounts.models import User
from salesapp.accounts.people.actions import change_user, close_user
from salesapp.accounts.rules import AccountRefused
from salesapp.activities.tasks.actions import create_task
from salesapp.approvals.models import Seat
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions as customers
from salesapp.customers.ownership.requests import actions as wishes
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.ownership import actions as opportunities
from salesapp.refusals import Refusal
from salesapp.work.actions import compare
from tests.contracts.factories import NOW, make_contract, submit
from tests.contracts.ownership.test_at_once import person
from tests.contracts.test_at_once import people  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow
STEPS = {"steps": 0}


def first_then(app, first, second):
    """Carry out an act, begin another on a connection of its own, then commit the first; return what stopped the second."""
    begun = Event()

    def beside():
        with app.app_context():
            db.session.execute(select(User.id).limit(1))
            begun.set()
            try:
                second()
                db.session.commit()
                return None
            except Refusal as stopped:
                db.session.rollback()
                return stopped
            finally:
                db.session.remove()

    first()
    db.session.flush()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(beside)
        if begun.wait(0.5):  # on SQLite it waits from its first statement on
            time.sleep(0.3)  # by now it has read what was, and waits
        db.session.commit()
        return waiting.result()


def closing(**answers):
    """Return the act of an administrator who closes fang's account."""

    def act():
        fang = person("fang")
        hold(fang)
        close_user(fang, by=person("admin"), at=NOW, **answers)

    return act


def moving():
    fang, ma = person("fang"), person("ma")
    hold(fang)
    kept = {"name": fang.name, "role": fang.role, "email": fang.email, "phone": fang.phone}
    change_user(fang, **kept, team_id=ma.team_id, successor=-1, by=person("admin"), at=NOW)


def give_task():
    values = {"title": "送样品", "due_at": NOW + timedelta(days=1), "assignee_id": person("fang").id}
    create_task(values, by=person("lin"), at=NOW)


def give_customer():
    customer = db.session.scalars(select(Customer)).unique().one()
    customers.hand_over(customer, person("fang"), by=person("xu"), at=NOW, reason="调区", along=())


def share_customer():
    customer = db.session.scalars(select(Customer)).unique().one()
    customers.share(customer, person("fang"), by=person("lin"), at=NOW)


def give_opportunity():
    opportunity = db.session.scalars(select(Opportunity)).unique().one()
    opportunities.hand_over(opportunity, person("fang"), by=person("xu"), at=NOW, reason="调区", along=())


def wish_for():
    customer = db.session.scalars(select(Customer)).unique().one()
    wishes.ask(customer, person("fang"), reason="调区", by=person("lin"), at=NOW)


def hand_on():
    seat = db.session.scalars(select(Seat).where(Seat.role == "supervisor", Seat.status == "open")).first()
    seat.user = person("fang")


GIVING = [give_task, give_customer, share_customer, give_opportunity, wish_for, hand_on]


@pytest.fixture
def contract(fresh_app, people):  # noqa: F811
    made = make_contract(people.lin)
    submit(made)
    db.session.remove()
    return made


@pytest.mark.parametrize("give", GIVING)
@pytest.mark.usefixtures("contract")
def test_what_is_given_first_is_asked_about(fresh_app, give):
    stopped = first_then(fresh_app, give, closing())
    assert isinstance(stopped, AccountRefused) and person("fang").active
    assert compare(at=NOW) == 0


@pytest.mark.parametrize("give", GIVING)
@pytest.mark.usefixtures("contract")
def test_nobody_who_just_left_is_given_anything(fresh_app, give):
    stopped = first_then(fresh_app, closing(), give)
    assert isinstance(stopped, Refusal) and not person("fang").active
    assert belongings.of_person(person("fang").id) == []
    assert compare(at=NOW) == 0


@pytest.mark.parametrize("give", [give_customer, give_opportunity, give_task])
@pytest.mark.usefixtures("contract")
def test_nobody_who_just_moved_is_given_anything_of_the_team(fresh_app, give):
    assert isinstance(first_then(fresh_app, moving, give), Refusal)
    assert belongings.of_person(person("fang").id) == []
