"""Two acts at once, and a process killed at any moment: rows and records agree."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from salesapp.accounts.models import Team
from salesapp.db import db
from salesapp.work import actions
from salesapp.work.models import WorkItem
from tests.activities.factories import NOW

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_app", "probe")]


@pytest.fixture
def team_id(fresh_app) -> int:
    """A team of a database of its own, whose rows are complete."""
    actions.compare(at=NOW)
    return db.session.scalars(select(Team.id).order_by(Team.id)).first()


def agree(team_id: int) -> bool:
    """Tell whether the team's row says its name, and nothing anywhere differs."""
    db.session.rollback()
    name = db.session.get(Team, team_id, populate_existing=True).name
    query = select(WorkItem.facts).where(WorkItem.subject_id == team_id, WorkItem.kind == "probe")
    facts = db.session.scalars(query.where(WorkItem.done_at.is_(None))).all()
    return facts == [{"name": name}] and actions.compare(at=NOW) == 0


def test_of_two_at_once_the_later_one_s_words_stand_in_record_and_row(fresh_app, team_id):
    start = Barrier(4)

    def rename(name):
        with fresh_app.app_context():
            start.wait()
            for turn in range(5):
                db.session.execute(select(Team).where(Team.id == team_id).with_for_update()).all()
                db.session.get(Team, team_id).name = f"{name}{turn}"
                db.session.commit()
            db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(rename, "abcd"))
    assert agree(team_id)


@pytest.mark.parametrize("moment", ["before", "within", "after"])
def test_a_killed_act_leaves_both_or_neither(fresh_app, team_id, monkeypatch, moment):
    db.session.rollback()
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:  # the child dies in the midst of its act and cleans nothing up
        refresh = actions.refresh

        def dying(*args, **kwargs):
            if moment != "before":
                refresh(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)

        if moment != "after":
            monkeypatch.setattr(actions, "refresh", dying)
        db.session.get(Team, team_id).name = "killed"
        db.session.commit()
        os.kill(os.getpid(), signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert agree(team_id)
    assert (db.session.get(Team, team_id).name == "killed") == (moment == "after")
