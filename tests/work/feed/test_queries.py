"""What stands in a calendar: own work and that of the role in the order of their days, read by the index of each."""

import pytest

from salesapp.activities.tasks.actions import create_task
from salesapp.db import db
from salesapp.work.feed import queries
from tests.activities.factories import NOW
from tests.contracts.factories import check, make_contract, submit

KINDS = ["task", "approval"]


@pytest.fixture
def due(at):
    """A task of somebody at nine on a day of December."""

    def open_(person, day: int):
        return create_task({"title": f"第 {day} 日", "due_at": at(2026, 12, day, 9)}, by=person, at=NOW)

    return open_


def test_own_work_and_that_of_the_role_stand_in_the_order_of_their_days(cast, due):
    due(cast.xu, 2), due(cast.lin, 3), due(cast.xu, 1)
    submit(check(make_contract(cast.lin)))  # the supervisor of the team is asked until Tuesday
    db.session.commit()
    rows = queries.entries(cast.xu, KINDS, NOW)
    assert [row.kind for row in rows] == [
        "approval",
        "approval",
        "task",
        "task",
    ]  # the file's, the contract's
    assert [row.due_at for row in rows] == sorted(row.due_at for row in rows)
    assert [row.facts["title"] for row in rows[2:]] == ["第 1 日", "第 2 日"]
    assert [row.kind for row in queries.entries(cast.ma, KINDS, NOW)] == []  # another team's supervisor


def test_the_first_days_stay_where_there_is_more_than_a_calendar_holds(cast, due, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 3)
    for day in (4, 2, 3):
        due(cast.xu, day)
    submit(check(make_contract(cast.lin)))
    db.session.commit()
    rows = queries.entries(cast.xu, KINDS, NOW)
    assert [row.kind for row in rows] == ["approval", "approval", "task"]
    assert rows[-1].facts["title"] == "第 2 日"


def test_it_is_read_by_the_indexes_of_a_person_and_of_a_role(cast, due, count_queries):
    """However much the company has to do, nobody else's is read."""
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    due(cast.xu, 2)
    db.session.commit()
    cast.xu.team_id, cast.xu.role
    with count_queries() as counted:
        assert len(queries.entries(cast.xu, KINDS, NOW)) == 1
    assert counted.total == 1
    steps = db.session.connection().exec_driver_sql(
        "EXPLAIN QUERY PLAN " + counted.statements[0], counted.values[0]
    )
    reads = [row[3] for row in steps if "work_item" in row[3]]
    by = [step.partition("USING ")[2].split(" (")[0] for step in reads]
    assert by == [
        "INTEGER PRIMARY KEY",
        "COVERING INDEX ix_work_item_user",
        *["INDEX ix_work_item_role"] * 2,
    ], reads
