"""A job that changes many records keeps nobody out: part by part, and as a reader while it only looks."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from salesapp import jobs
from salesapp import parts as store
from salesapp.accounts.models import Team
from salesapp.approvals.reminders import jobs as approvals
from salesapp.contracts import jobs as contracts
from salesapp.db import db
from salesapp.opportunities.grading import jobs as grading
from salesapp.opportunities.models import Opportunity
from salesapp.parts import in_parts
from tests.contracts.factories import NOW, make_contract, send, submit

pytestmark = pytest.mark.usefixtures("frozen_clock")


def add(names) -> int:
    db.session.add_all(Team(name=name) for name in names)
    return len(names)


def teams() -> set[str]:
    return set(db.session.scalars(select(Team.name)))


@pytest.fixture
def breaths(monkeypatch) -> list:
    """How often a job let others write, and what was done in that time."""
    found: list = []
    monkeypatch.setattr(store.time, "sleep", found.append)
    monkeypatch.setattr(store, "PART", 1)
    return found


def test_each_part_is_kept_before_others_may_write(fresh_app, monkeypatch):
    seen = []
    monkeypatch.setattr(store.time, "sleep", lambda seconds: seen.append((seconds > 0, teams())))
    before = teams()
    assert in_parts(["一队", "二队", "三队"], add, size=2) == 3
    assert seen == [(True, before | {"一队", "二队"})]
    assert teams() == before | {"一队", "二队", "三队"}


def test_a_fault_in_one_part_keeps_the_parts_before_it_and_nothing_of_its_own(fresh_app):
    before = teams()

    def act(names):
        add(names)
        db.session.flush()
        if "三队" in names:
            raise ValueError("broken")
        return 1

    with pytest.raises(ValueError, match="broken"):
        in_parts(["一队", "二队", "三队", "四队"], act, size=2)
    assert teams() == before | {"一队", "二队"}


def test_late_hand_offs_are_told_of_part_by_part(cast, db_session, breaths):
    for _ in range(3):
        send(make_contract(cast.lin), cast)
    assert contracts.chase(at=NOW + timedelta(days=9)) == 3
    assert len(breaths) == 2
    assert contracts.chase(at=NOW + timedelta(days=9)) == 0


def test_late_approvals_are_told_of_round_by_round(cast, db_session, breaths):
    for _ in range(2):
        submit(make_contract(cast.lin))
    told = approvals.chase(at=NOW + timedelta(days=9))
    assert told >= 2 and len(breaths) == told - 1
    assert approvals.chase(at=NOW + timedelta(days=9)) == 0


def test_grades_are_suggested_again_part_by_part(cast, db_session, breaths):
    for _ in range(2):
        make_contract(cast.lin)
    later = NOW + timedelta(days=400)
    changed = grading.resuggest(at=later)
    asked = db_session.scalar(select(func.count(Opportunity.id)).where(Opportunity.redate_since.is_not(None)))
    assert asked >= 2 and len(breaths) == max(changed - 1, 0) + asked - 1
    assert grading.resuggest(at=later) == 0


@pytest.mark.parametrize(
    "name",
    [
        "work.compare",
        "opportunities.resuggest",
        "contracts.chase",
        "contracts.early_endings",
        "approvals.chase",
    ],
)
def test_a_job_that_finds_nothing_to_do_waits_for_no_writer(fresh_app, name):
    """Somebody else writes all the time: what only looks goes on beside them."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite lets one write at a time")
    job = next(one for one in jobs.jobs() if one.name == name)
    job.run(at=NOW)
    db.session.commit()
    db.session.remove()
    other = sqlite3.connect(db.engine.url.database, isolation_level=None, timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
        with db.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA busy_timeout=50")
        job.run(at=NOW)
    finally:
        other.execute("ROLLBACK")
        other.close()
