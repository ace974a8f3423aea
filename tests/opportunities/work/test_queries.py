"""What today asks for."""

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities.work import queries as todos
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_today_asks_for_what_is_due_and_overdue_of_one_s_own(cast, at):
    late = make_opportunity(cast.lin, at=at(2026, 11, 10, 9, 0))
    make_opportunity(cast.lin)
    make_opportunity(cast.fang, at=at(2026, 11, 10, 9, 0))
    (todo,) = todos.todo(cast.lin, NOW)
    assert (todo.kind, todo.overdue, todo.grade, todo.url) == (
        "follow_up",
        True,
        "S",
        f"/opportunities/{late.id}",
    )
    assert todo.action_url == f"/activities/new?customer={late.customer_id}&opportunity={late.id}"
    assert len(todos.todo(cast.lin, at(2026, 11, 26, 0, 5))) == 2
    assert db.session.execute(todos.overdue_by_person([cast.lin.id], NOW)).all() == [(cast.lin.id, 1)]


def test_what_the_day_does_not_list_is_counted_by_grade_exactly_once(cast, at, monkeypatch):
    monkeypatch.setattr(todos, "MOST", 2)
    for day in (10, 10, 11, 12):
        make_opportunity(cast.lin, at=at(2026, 11, day, 9, 0))
    listed = todos.todo(cast.lin, NOW)
    assert len(listed) == 2
    assert todos.rest(cast.lin, NOW, listed).by_grade == {"S": (2, 2)}
    monkeypatch.setattr(todos, "MOST", 4)
    assert todos.rest(cast.lin, NOW, listed * 2) is None
    assert todos.rest(cast.lin, NOW, listed) is None


def test_the_supervisor_is_asked_to_decide_on_the_team_s_files(cast):
    one = make_opportunity(cast.lin)
    make_opportunity(cast.chen)
    (todo,) = todos.todo(cast.xu, NOW)
    assert (todo.waiting, todo.owner, todo.url) == (True, "林*", f"/opportunities/{one.id}")
    one.decide("supplement", by=cast.xu, at=NOW)
    db.session.commit()
    assert todos.todo(cast.xu, NOW) == []


def test_a_follow_up_takes_it_off_today_s_list(cast, at):
    one = make_opportunity(cast.lin, at=at(2026, 11, 10, 9, 0))
    one.record_follow_up(by=cast.lin, at=NOW, calendar=work_calendar())
    db.session.commit()
    assert todos.todo(cast.lin, NOW) == []
