"""A database that an earlier version left full of open work: after all migrations every step, task and day is asked for."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import delete, select

from salesapp import foundation
from salesapp.accounts.models import User
from salesapp.activities.tasks.actions import create_task
from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.payments.work.queries import LIMITATION_BOOKS, LIMITATION_TEAM
from salesapp.trail import actions as audit
from salesapp.trail import queries as trail
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from salesapp.work import actions
from salesapp.work.models import WorkItem
from tests.activities.factories import make_record, promise
from tests.contracts.factories import NOW, TODAY, approve, check, decide, make_contract, send, sign, submit
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.sweeps.test_migrations import rows

#: Before approvals became one engine and work became rows.
BEFORE = "0004"
DAY = timedelta(days=1)
pytestmark = pytest.mark.slow


@pytest.fixture
def old(fresh_app) -> dict[str, list]:
    """What was open in the old database: its tables as they were."""
    with clock.frozen(NOW):
        cast = SimpleNamespace(**{user.username: user for user in db.session.scalars(select(User)).unique()})
        make_record(
            cast.lin, customer=make_customer(cast.lin), is_first=True, promises=[promise(due_on=TODAY)]
        )
        for number in range(3):
            values = {
                "title": f"第{number}件",
                "due_at": NOW + (number + 1) * DAY,
                "assignee_id": cast.fang.id,
            }
            create_task(values, by=cast.lin, at=NOW).hand_to(cast.fang)
        create_task({"title": "做完的", "due_at": NOW + DAY}, by=cast.lin, at=NOW).finish(by=cast.lin, at=NOW)
        make_opportunity(cast.lin)
        lost = {
            "status": "lost",
            "close_reason": "price",
            "close_note": "报价偏高",
            "recontact_on": TODAY + 90 * DAY,
        }
        opportunities.close(make_opportunity(cast.lin), lost, by=cast.lin, at=NOW)
        submit(check(make_contract(cast.lin)))
        decide(submit(check(make_contract(cast.lin, amount=Decimal("600000")))), cast.xu)
        make_contract(cast.lin)
        approve(make_contract(cast.lin), cast)
        sign(make_contract(cast.lin), cast)
        send(make_contract(cast.lin), cast)
        db.session.commit()
    db.session.remove()
    stamp()
    downgrade(revision=BEFORE)
    names = ("approval_step", "task", "promise", "opportunity", "handoff", "audit_entry")
    return {name: rows(name) for name in names}


def asked(*kinds: str) -> list[WorkItem]:
    """Return the open rows of some kinds of work, as the program wrote them after the upgrade."""
    query = select(WorkItem).where(WorkItem.kind.in_(kinds), WorkItem.done_at.is_(None))
    return list(db.session.scalars(query.order_by(WorkItem.subject_id, WorkItem.part)))


@pytest.fixture
def new(old) -> dict[str, list]:
    """The old tables again, once everything is upgraded and the program has started."""
    upgrade()
    with clock.frozen(NOW):
        assert actions.fill(at=NOW) > 0
        db.session.commit()
        assert actions.compare(at=NOW) == 0
    db.session.commit()
    return {name: rows(name) for name in old if name != "approval_step"}


def test_every_open_step_is_asked_for_until_the_same_day(old, new):
    before = sorted((row["role"], row["due_on"]) for row in old["approval_step"] if row["status"] == "open")
    contracts = [row for row in asked("approval") if row.facts["subject_type"] == "contract"]
    after = sorted((row.role, clock.local(row.due_at).date()) for row in contracts)
    assert len(before) == 3
    assert after == before


def test_every_open_task_is_asked_of_the_same_person_by_the_same_time(old, new):
    assert _as_before(new["task"], old["task"])
    before = [(row["id"], row["assignee_id"], row["due_at"]) for row in old["task"] if row["done_at"] is None]
    after = [(row.subject_id, row.user_id, row.due_at) for row in asked("task", "thank_you", "next_contact")]
    assert len(before) == 6
    assert [(number, who) for number, who, _due in after] == [(number, who) for number, who, _due in before]
    assert [_seconds(due) for _number, _who, due in after] == [_seconds(due) for _number, _who, due in before]


def _as_before(new: list[dict], old: list[dict]) -> bool:
    """Tell whether every row still says what it said; columns that later versions add do not count."""
    return [{name: row[name] for name in before} for row, before in zip(new, old, strict=True)] == old


def _seconds(moment) -> str:
    """Return a moment as both databases give it: SQLite without its zone, always UTC."""
    return (
        moment.strftime("%Y-%m-%d %H:%M:%S")
        if moment.utcoffset() in (None, timedelta(0))
        else _seconds(moment.astimezone(NOW.tzinfo))
    )


def test_every_follow_up_promise_and_hand_off_keeps_its_day(old, new):
    def days(table: str, column: str, **wanted) -> dict:
        found = [row for row in old[table] if all(row[name] in values for name, values in wanted.items())]
        return {row["id"]: row[column] for row in found if row[column] is not None}

    def due(kind: str) -> dict:
        return {row.subject_id: clock.local(row.due_at).date() for row in asked(kind)}

    open_ones = days("opportunity", "next_due_on", status=["open"])
    assert len(open_ones) > 1
    assert due("follow_up") == open_ones
    assert [row["due_on"] for row in new["handoff"]] == [row["due_on"] for row in old["handoff"]]
    by_contract = {row["contract_id"]: row["due_on"] for row in old["handoff"] if row["done_at"] is None}
    assert due("handoff") == by_contract
    assert set(due("receipt").values()) <= set(by_contract.values()) and due("receipt")
    assert _as_before(new["promise"], old["promise"]) and len(old["promise"]) == 1


def test_the_trail_ends_with_the_same_hash(old, new):
    assert _as_before(new["audit_entry"], old["audit_entry"])
    audit.record("print", detail={"sheet": "blank.pdf"}, actor=None)  # the next entry proves the end again
    db.session.commit()
    assert trail.first_break() is None


def test_what_a_version_newly_asks_for_is_there_before_the_night(fresh_app):
    with clock.frozen(NOW):
        cast = SimpleNamespace(**{user.username: user for user in db.session.scalars(select(User)).unique()})
        sign(make_contract(cast.lin), cast)
        db.session.commit()
        asked_for = _of_instalments()
        assert len(asked_for) > 3
        db.session.execute(delete(WorkItem).where(WorkItem.kind.in_((LIMITATION_TEAM, LIMITATION_BOOKS))))
        db.session.commit()
        stamp()
        downgrade(revision="0078")
        foundation.migrate()
        assert _of_instalments() == asked_for
        assert actions.compare(at=NOW) == 0
    assert db.session.scalar(select(AuditEntry.seq).where(AuditEntry.event == "work_mended")) is None
    db.session.commit()


def _of_instalments() -> list[tuple]:
    """Return what instalments ask for."""
    query = select(WorkItem.subject_id, WorkItem.kind, WorkItem.due_at).where(
        WorkItem.subject_type == "payment_node", WorkItem.done_at.is_(None)
    )
    found = sorted(tuple(row) for row in db.session.execute(query))
    db.session.rollback()
    return found
