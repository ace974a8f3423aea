"""The migration that makes decisions on files approvals: nothing decided is lost, what waits goes on waiting."""

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import select, text, update

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.db import db
from salesapp.opportunities.decisions.queries import latest
from salesapp.opportunities.models import Opportunity
from tests.opportunities.decisions.factories import decide
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.slow


@pytest.fixture
def before(fresh_app):
    """The revision before it, with a file of each kind: undecided S and A, agreed, to be completed, not opened."""
    people = {user.username: user for user in db.session.scalars(select(User)).unique()}
    ids = {}
    for name in ("S", "A", "agree", "supplement", "reject"):
        made = make_opportunity(people["lin"], grade="S" if name == "S" else "A", grade_reason="客户计划")
        ids[name] = made.id
    ids["led"] = make_opportunity(people["xu"], grade="A", grade_reason="客户计划").id
    for word in ("agree", "supplement", "reject"):
        values = {"decision": word, "decision_by_id": people["xu"].id, "decision_at": NOW}
        db.session.execute(update(Opportunity).where(Opportunity.id == ids[word]).values(values))
    db.session.commit()
    db.session.remove()
    stamp()
    downgrade(revision="0010")
    return ids


def files() -> list:
    columns = "id, decision, decision_by_id, decision_at, version"
    return db.session.execute(text(f"SELECT {columns} FROM opportunity ORDER BY id")).all()


def test_what_was_decided_is_history_and_what_waits_goes_on(before):
    assert db.session.scalar(select(Approval.id)) is None
    kept = files()
    db.session.remove()
    upgrade()
    assert files() == kept
    rounds = {name: latest(db.session.get(Opportunity, number)) for name, number in before.items()}
    assert {name: one.outcome for name, one in rounds.items()} == {
        "S": "running", "A": "running", "led": "running", "agree": "approved", "supplement": "returned", "reject": "vetoed",
    }  # fmt: skip
    assert {name: [(s.role, s.status) for s in one.seats] for name, one in rounds.items()} == {
        "S": [("supervisor", "open"), ("director", "waiting")], "A": [("supervisor", "open")], "led": [("director", "open")],
        "agree": [("supervisor", "agree")], "supplement": [("supervisor", "return")], "reject": [("supervisor", "veto")],
    }  # fmt: skip
    said = rounds["reject"].seats[0].decision
    assert (said.by.username, said.at, rounds["reject"].ended_at) == ("xu", NOW, NOW)


def test_what_waits_is_decided_after_the_upgrade(before):
    upgrade()
    supervisor = db.session.scalar(select(User).where(User.username == "xu"))
    one = db.session.get(Opportunity, before["A"])
    decide(one, supervisor)
    assert (one.decision, latest(one).outcome) == ("agree", "approved")


def test_it_is_taken_back_with_what_was_decided_since(before):
    upgrade()
    supervisor = db.session.scalar(select(User).where(User.username == "xu"))
    decide(db.session.get(Opportunity, before["A"]), supervisor)
    db.session.remove()
    downgrade(revision="0010")
    assert db.session.execute(text("SELECT count(*) FROM approval")).scalar() == 0
    assert next(row.decision for row in files() if row.id == before["A"]) == "agree"
