"""Open work is counted from an index alone: a row of each of thousands is not read for its number."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.work.queries import late_by_person, mine
from tests.conftest import MONDAY

KINDS = ("follow_up", "payment")


def test_what_is_late_of_a_team_and_how_many_one_has_is_read_from_the_index(cast, db_session, count_queries):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    with count_queries() as asked:
        db_session.execute(late_by_person(select(User.id), KINDS, MONDAY))
        mine(cast.lin, MONDAY, kinds=KINDS, long=KINDS)
    counting = [
        (text, values)
        for text, values in zip(asked.statements, asked.values, strict=True)
        if "count(" in text
    ]
    assert len(counting) == 2
    for text, values in counting:
        rows = db_session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + text, values)
        assert any("work_item USING COVERING INDEX ix_work_item_user" in row[3] for row in rows), text
