"""Tasks: given, ended, taken back, handed on (R23, R47)."""

from datetime import timedelta

import pytest

from salesapp.activities.tasks import access, actions
from salesapp.activities.tasks.rules import TaskRefused
from tests.activities.factories import MINUTE, NOW

DAY = timedelta(days=1)


class TestTasks:
    def test_a_task_goes_to_a_colleague_of_the_team_or_a_helper_only(self, cast, db_session):
        values = {
            "title": "寄样品",
            "detail": None,
            "due_at": NOW + DAY,
            "customer_id": None,
            "assignee_id": cast.fang.id,
        }
        assert actions.create_task(values, by=cast.lin, at=NOW).assignee_id == cast.fang.id
        with pytest.raises(TaskRefused):
            actions.create_task(values | {"assignee_id": cast.chen.id}, by=cast.lin, at=NOW)

    def test_done_twice_is_done_once_and_can_be_taken_back(self, cast, db_session):
        values = {
            "title": "寄样品",
            "detail": None,
            "due_at": NOW + DAY,
            "customer_id": None,
            "assignee_id": None,
        }
        task = actions.create_task(values, by=cast.lin, at=NOW)
        task.finish(by=cast.lin, at=NOW)
        task.finish(by=cast.lin, at=NOW + DAY)
        assert task.done_at == NOW
        with pytest.raises(TaskRefused):
            task.cancel("不要了", by=cast.lin, at=NOW)
        task.reopen(at=NOW + MINUTE, hours=24)
        assert (task.outcome, task.done_at, task.note) == (None, None, None)

    def test_each_sees_their_own_the_supervisor_the_team_and_the_director_all(self, cast, db_session):
        values = {
            "title": "寄样品",
            "detail": None,
            "due_at": NOW + DAY,
            "customer_id": None,
            "assignee_id": None,
        }
        actions.create_task(values, by=cast.lin, at=NOW)
        actions.create_task(values, by=cast.chen, at=NOW)
        seen = {
            name: len(db_session.scalars(access.visible_to(getattr(cast, name))).all())
            for name in ("lin", "fang", "xu", "ma", "tang", "admin")
        }
        assert seen == {"lin": 1, "fang": 0, "xu": 1, "ma": 1, "tang": 2, "admin": 0}
