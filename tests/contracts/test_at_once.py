"""Two people at the same moment: each waits for the other, neither undoes what the other did."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from salesapp.accounts.models import User
from salesapp.approvals import actions as verbs
from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval
from salesapp.contracts import queries
from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.refusals import Refusal
from tests.contracts.factories import _HASH, NOW, decide, make_contract, send, submit

pytestmark = pytest.mark.slow


@pytest.fixture
def people(fresh_app):
    """The cast of a database of its own, each with a password."""
    users = db.session.scalars(select(User)).unique().all()
    for user in users:
        user.password_hash = _HASH
    db.session.commit()
    return SimpleNamespace(**{user.username: user for user in users})


def together(app, *acts) -> list[str]:
    """Run acts at the same moment, each in a session of its own; return "done" or what stopped each."""
    start = Barrier(len(acts))

    def run(act):
        with app.app_context():
            start.wait()
            try:
                act()
                db.session.commit()
                return "done"
            except (Refusal, StaleDataError) as stopped:
                db.session.rollback()
                return type(stopped).__name__
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def deciding(contract_id: int, username: str):
    """Return the act of one approver, as the route does it."""

    def act():
        user = db.session.scalar(select(User).where(User.username == username))
        whose = (Approval.subject_type == "contract", Approval.subject_id == contract_id)
        running = db.session.scalar(select(Approval.id).where(*whose))
        approval = approvals.find_to_decide(running)
        seat = next(seat for seat in approval.seats if seat.role == user.role)
        verbs.decide(approval, seat, "agree", None, confirmed=True, by=user, at=NOW)

    return act


def test_two_who_decide_side_by_side_open_the_last_step_once(fresh_app, people):
    contract = submit(make_contract(people.lin, amount=Decimal("500000")))
    decide(contract, people.xu)
    contract_id = contract.id
    db.session.remove()
    done = together(fresh_app, deciding(contract_id, "zheng"), deciding(contract_id, "lu"))
    steps = db.session.get(Contract, contract_id).seats
    assert done == ["done", "done"]
    assert [step.status for step in steps] == ["agree", "agree", "agree", "open"]


def test_one_step_is_decided_by_one_of_two_tabs(fresh_app, people):
    contract_id = submit(make_contract(people.lin, amount=Decimal("50000"))).id
    db.session.remove()
    done = together(fresh_app, deciding(contract_id, "xu"), deciding(contract_id, "xu"))
    assert sorted(done) == ["AlreadyDecided", "done"]
    assert db.session.get(Contract, contract_id).status == "approved"


def receiving(contract_id: int, username: str):
    """Return the act of one receiver, as the route does it."""

    def act():
        user = db.session.scalar(select(User).where(User.username == username))
        handing.receive(queries.find_to_change(contract_id, user), "accepted", None, by=user, at=NOW)

    return act


def test_two_who_receive_at_once_hand_the_contract_over(fresh_app, people):
    contract_id = send(make_contract(people.lin), people).id
    db.session.remove()
    assert together(fresh_app, receiving(contract_id, "zheng"), receiving(contract_id, "gao")) == [
        "done",
        "done",
    ]
    contract = db.session.get(Contract, contract_id)
    assert contract.status == "handed_over" and contract.handoff.status == "done"
