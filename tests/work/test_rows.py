"""Rows of work follow the records that ask for them, whatever becomes of the act."""

import pytest
from sqlalchemy import delete, insert, select, update

from salesapp.accounts.models import Team
from salesapp.db import db
from salesapp.trail.models import AuditEntry
from salesapp.work import actions
from salesapp.work.models import WorkItem
from tests.activities.factories import NOW
from tests.work.conftest import DAY
from tests.work.factories import differences, todo

pytestmark = pytest.mark.usefixtures("frozen_clock", "probe")


def rows(*, done=False) -> list[WorkItem]:
    """Return the rows that teams have, the open or the ended ones."""
    state = WorkItem.done_at.is_not(None) if done else WorkItem.done_at.is_(None)
    query = select(WorkItem).where(WorkItem.kind == "probe", state).order_by(WorkItem.id)
    return list(db.session.scalars(query))


@pytest.fixture
def team(cast, db_session) -> Team:
    """A team of the cast, touched once so that it has its row."""
    one = db_session.get(Team, cast.lin.team_id)
    one.name = "东一"
    db_session.commit()
    return one


def test_a_row_comes_with_the_act_that_causes_it(team, cast):
    (row,) = rows()
    assert (row.subject_id, row.user_id, row.facts, row.due_at) == (
        team.id, cast.lin.id, {"name": "东一"}, NOW + DAY,
    )  # fmt: skip
    assert [line.title for line in todo(cast.lin, NOW)] == ["东一"]
    assert todo(cast.fang, NOW) == todo(cast.auditor, NOW) == []


def test_it_changes_with_its_record_and_ends_with_it_and_says_who_ended_it(team, cast, db_session):
    team.name = "东二"
    db_session.commit()
    assert [row.facts for row in rows()] == [{"name": "东二"}]
    db_session.info["actor"] = cast.xu
    team.active = False
    db_session.commit()
    db_session.info.pop("actor")
    assert rows() == []
    assert [(row.done_at, row.done_by_id) for row in rows(done=True)] == [(NOW, cast.xu.id)]


def test_what_comes_again_is_a_row_of_its_own(team, db_session):
    for active in (False, True):
        team.active = active
        db_session.commit()
    assert len(rows()) == len(rows(done=True)) == 1


def test_it_moves_with_a_record_that_only_points_at_it(team, cast, db_session):
    cast.lin.team_id, cast.lin.name = None, "林*"
    team.name = "东三"
    db_session.commit()
    assert [row.user_id for row in rows()] == [cast.fang.id]
    cast.lin.team_id = team.id
    db_session.commit()
    assert [row.user_id for row in rows()] == [cast.lin.id]


def test_an_act_that_is_undone_leaves_no_row_and_an_undone_part_does_no_harm(team, db_session):
    team.name = "undone"
    db_session.flush()
    db_session.rollback()
    db_session.commit()
    assert [row.facts for row in rows()] == [{"name": "东一"}]
    team.name = "东四"
    part = db_session.begin_nested()
    team.name = "undone too"
    db_session.flush()
    part.rollback()
    db_session.commit()
    assert [row.facts for row in rows()] == [{"name": "东四"}]


def test_what_touches_nothing_costs_nothing(team, cast, db_session, count_queries):
    cast.lin.phone = "13800000000"
    with count_queries() as counted:
        db_session.commit()
    assert not [each for each in counted.statements if "work_item" in each]


class TestTheNightlyComparison:
    def test_it_finds_nothing_where_acts_kept_rows(self, team):
        differences(NOW)  # the team that no test touched
        assert differences(NOW) == 0

    def test_it_mends_what_is_missing_different_or_needless_and_says_so(self, team, db_session):
        differences(NOW)
        first, other = rows()
        facts = dict(first.facts)
        db_session.execute(update(WorkItem).where(WorkItem.id == first.id).values(facts={"name": "?"}))
        db_session.execute(delete(WorkItem).where(WorkItem.id == other.id))
        kept = {"kind": "probe", "subject_type": "team", "since": NOW, "part": 0, "waiting": False}
        db_session.execute(insert(WorkItem).values(subject_id=99, barred=[], facts={}, **kept))
        assert differences(NOW) == 3
        assert [row.facts for row in rows()].count(facts) == 1 and len(rows()) == 2
        assert [row.subject_id for row in rows(done=True)] == [99]
        db_session.commit()
        said = db_session.scalars(
            select(AuditEntry).where(AuditEntry.event == "work_mended").order_by(AuditEntry.seq)
        ).all()
        assert len(said) == 2 and '"rows": 3' in said[-1].changes
        assert differences(NOW) == 0

    def test_an_upgrade_derives_what_has_no_row_at_all_and_leaves_alone_what_has(self, cast, db_session):
        assert actions.fill(at=NOW) == 2 == len(rows())
        db_session.execute(delete(WorkItem).where(WorkItem.id == rows()[0].id))
        assert actions.fill(at=NOW) == 0


def test_what_a_person_who_left_had_to_do_stands_on_the_leaders_day(team, cast, db_session):
    assert todo(cast.xu, NOW) == []
    cast.lin.active = False
    lines = todo(cast.xu, NOW)
    assert [(line.title, line.owner) for line in lines] == [("东一", "林*")]
    assert todo(cast.ma, NOW) == todo(cast.tang, NOW) == []
    cast.lin.active, cast.lin.role = False, "supervisor"
    assert todo(cast.xu, NOW) == [] and [line.owner for line in todo(cast.tang, NOW)] == ["林*"]
