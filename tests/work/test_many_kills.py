"""Processes that die at any moment of acts that write work: after every death rows and records agree.

Twelve deaths are part of every run; ``SALESAPP_KILLS=100`` asks for a hundred, ``SALESAPP_KILLS_SEED=…`` for the same again.
"""

import os
import random
import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.activities.tasks.actions import create_task, reassign
from salesapp.activities.tasks.models import Task
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import hand_over
from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.refusals import Refusal
from salesapp.support import actions as support
from salesapp.support.models import SupportRequest
from salesapp.trail import queries as trail
from salesapp.web import clock
from salesapp.work import actions
from salesapp.work.models import WorkItem
from tests.activities.factories import NOW, make_record
from tests.contracts.factories import check, make_contract, submit
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.support.factories import THURSDAY

KILLS = int(os.environ.get("SALESAPP_KILLS", "12"))
SEED = int(os.environ.get("SALESAPP_KILLS_SEED", "0")) or random.SystemRandom().randrange(10**6)
LONGEST = 0.3  # seconds that a process lives once it has begun
DAY = timedelta(days=1)

pytestmark = pytest.mark.slow


def people() -> dict[str, User]:
    return {user.username: user for user in db.session.scalars(select(User)).unique()}


def some(dice: random.Random, model):
    """Return any row of a table."""
    return dice.choice(db.session.scalars(select(model).order_by(model.id)).unique().all())


def task(dice, cast):
    create_task(
        {"title": "催一下样品", "due_at": NOW + DAY, "assignee_id": cast["fang"].id}, by=cast["lin"], at=NOW
    )


def turn(dice, cast):
    one = some(dice, Task)
    if dice.random() < 0.5:
        reassign(one, cast["lin"].id, by=cast["lin"])
    else:
        one.finish(by=cast["lin"], at=NOW)


def record(dice, cast):
    customer = some(dice, Customer)
    make_record(customer.owner, customer=customer)


def change_hands(dice, cast):
    customer = some(dice, Customer)
    to = cast["fang"] if customer.owner == cast["lin"] else cast["lin"]
    hand_over(customer, to, by=cast["xu"], at=NOW, reason="调区")


def regrade(dice, cast):
    opportunity = some(dice, Opportunity)
    opportunities.change(
        opportunity, {"amount": dice.randrange(10**4, 10**6), "change_reason": "重谈"}, by=cast["lin"], at=NOW
    )


def contract(dice, cast):
    submit(check(make_contract(cast["lin"])))


def ask(dice, cast):
    customer = some(dice, Customer)
    values = {"role": "tech", "what": "陪同演示", "due_on": THURSDAY}
    support.ask("customer", customer, values, by=customer.owner, at=NOW)


def answer(dice, cast):
    support.finish(some(dice, SupportRequest), "去过了", by=cast["he"], at=NOW)


ACTS = (task, turn, record, change_hands, regrade, contract, ask, answer)


def live(dice: random.Random, started: int) -> None:
    """Act upon act, until killed; it says so once the first is done, as everything is warm then."""
    while True:
        try:
            dice.choice(ACTS)(dice, people())
            db.session.commit()
            os.write(started, b"x")
        except Refusal:
            db.session.rollback()


def die(dice: random.Random) -> None:
    """Let a process act, and kill it at any moment of its life."""
    db.session.remove()
    db.engine.dispose()
    waiting, started = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            live(dice, started)
        finally:
            os._exit(1)  # it fell before it was killed: the parent sees that
    os.close(started)
    os.read(waiting, 1)
    os.close(waiting)
    time.sleep(dice.random() * LONGEST)
    os.kill(child, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "it ended by itself"


def test_rows_and_records_agree_after_every_death(fresh_app):
    dice = random.Random(SEED)
    with clock.frozen(NOW):
        cast = people()
        for _number in range(3):
            make_record(cast["lin"], customer=make_customer(cast["lin"]))
        make_opportunity(cast["lin"])
        task(dice, cast)
        ask(dice, cast)
        db.session.commit()
        before = db.session.scalars(select(WorkItem.id)).all()
        for number in range(KILLS):
            die(dice)
            differences = actions.compare(at=NOW)
            assert differences == 0, f"SALESAPP_KILLS_SEED={SEED}: {differences} after death {number + 1}"
        assert len(db.session.scalars(select(WorkItem.id)).all()) > len(before), "nobody did anything"
        assert trail.first_break() is None
