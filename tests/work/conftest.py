"""A kind of work of the tests' own: a team that is in use asks its first member for something."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from salesapp import capability
from salesapp.accounts.models import Team, User
from salesapp.capability import Capability
from salesapp.db import db
from salesapp.work import actions
from salesapp.work.kinds.rules import Item, Kind, Source, Touch, Work, one_by_one
from salesapp.work.rules import Todo
from tests.activities.factories import NOW

DAY = timedelta(days=1)


def askers():
    """Select the teams in use."""
    return select(Team.id).where(Team.active)


def derive(ids):
    """Yield what teams ask for: their first member, by tomorrow."""
    first = select(func.min(User.id)).where(User.team_id == Team.id).scalar_subquery()
    query = askers().add_columns(Team.name, first.label("user_id")).where(Team.id.in_(ids))
    for row in db.session.execute(query):
        yield Item(
            kind="probe", subject_type="team", subject_id=row.id, user_id=row.user_id, since=NOW, shown_from=NOW,
            due_at=NOW + DAY, facts={"name": row.name},
        )  # fmt: skip


def line(row, now):
    """Return the line of one row."""
    return Todo(row.due_at, "probe", row.facts["name"], "", "/", "go", "/go")


PROBE = Capability(
    name="probe",
    work=Work(
        sources=(
            Source(
                subject_type="team",
                derive=derive,
                askers=askers,
                touched_by={
                    Team: Touch(lambda team: [team.id]),
                    User: Touch(lambda user: select(Team.id).where(Team.id == user.team_id), ("team_id",)),
                },
            ),
        ),
        kinds=(Kind(name="probe", label="Probe", lines=one_by_one(line)),),
    ),
)


@pytest.fixture
def probe(app, monkeypatch):
    """Let teams ask for something while a test runs."""
    monkeypatch.setattr(capability, "_installed", (*capability.installed(), PROBE))
    actions.watched.cache_clear()
    yield
    actions.watched.cache_clear()
