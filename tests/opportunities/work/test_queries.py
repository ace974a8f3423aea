"""What today asks for."""

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.work import page, queries
from tests.opportunities.decisions.factories import decide
from tests.opportunities.factories import NOW, make_opportunity
from tests.work.factories import todo

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_today_asks_for_what_is_due_and_overdue_of_one_s_own(cast, at):
    late = make_opportunity(cast.lin, at=at(2026, 11, 10, 9, 0))
    make_opportunity(cast.lin)
    make_opportunity(cast.fang, at=at(2026, 11, 10, 9, 0))
    (line,) = todo(cast.lin, NOW)
    assert (line.kind, line.overdue, line.grade, line.url) == (
        "follow_up",
        True,
        "S",
        f"/opportunities/{late.id}",
    )
    assert line.action_url == f"/activities/new?customer={late.customer_id}&opportunity={late.id}"
    assert len(todo(cast.lin, at(2026, 11, 26, 0, 5))) == 2
    assert queries.late_by_person([cast.lin.id], ["follow_up"], NOW) == [(cast.lin.id, "林*", "follow_up", 1)]


def test_what_the_day_does_not_list_is_counted_by_grade_exactly_once(cast, at, monkeypatch):
    monkeypatch.setattr(queries, "MOST_OF_A_KIND", 2)
    for day in (10, 10, 11, 12):
        make_opportunity(cast.lin, at=at(2026, 11, day, 9, 0))
    assert len(todo(cast.lin, NOW)) == 2
    (rest,) = page.day(cast.lin, NOW).rest
    assert rest.by_grade == {"S": (2, 2)}
    assert (page.day(cast.lin, NOW).overdue, page.day(cast.lin, NOW).by_grade("follow_up")["S"]) == (4, 4)
    monkeypatch.setattr(queries, "MOST_OF_A_KIND", 4)
    assert page.day(cast.lin, NOW).rest == ()


def test_the_supervisor_is_asked_to_decide_on_the_team_s_files(cast):
    one = make_opportunity(cast.lin)
    make_opportunity(cast.chen)
    (line,) = todo(cast.xu, NOW)
    assert (line.waiting, line.owner, line.title) == (True, "林*", f"给出立项意见：{one.name}")
    decide(one, cast.xu, "return", "请补充竞品情况")
    assert todo(cast.xu, NOW) == []


def test_a_follow_up_takes_it_off_today_s_list(cast, at):
    one = make_opportunity(cast.lin, at=at(2026, 11, 10, 9, 0))
    one.record_follow_up(by=cast.lin, at=NOW, calendar=work_calendar())
    db.session.commit()
    assert todo(cast.lin, NOW) == []
