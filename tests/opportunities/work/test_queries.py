"""What today asks for."""

from datetime import date

import pytest

from salesapp.approvals.actions import withdraw
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities.actions import close
from salesapp.opportunities.decisions import actions
from salesapp.opportunities.decisions.queries import latest
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
    late_ones = db.session.execute(queries.late_by_person([cast.lin.id], ["follow_up"], NOW))
    assert late_ones.all() == [(cast.lin.id, "林*", "follow_up", 1)]


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


def test_a_stopped_file_says_on_its_owners_day_who_stopped_it_and_why(cast):
    returned, vetoed = make_opportunity(cast.lin), make_opportunity(cast.lin)
    decide(returned, cast.xu, "return", "请补充竞品情况。")
    decide(vetoed, cast.xu, "veto", "不在目标行业")
    lines = {line.url: line for line in todo(cast.lin, NOW) if line.kind == "stopped_file"}
    line = lines[f"/opportunities/{returned.id}"]
    assert line.detail == "许* 退回：请补充竞品情况。请补充后重新提交" and not line.overdue
    assert line.action_url == f"/opportunities/{returned.id}/submissions/new"
    assert lines[f"/opportunities/{vetoed.id}"].detail.startswith("许* 不同意：不在目标行业。")


def test_what_the_director_returned_is_asked_of_the_owner_until_it_is_submitted_again(cast):
    one = make_opportunity(cast.lin)
    kinds = lambda: [line.kind for line in todo(cast.lin, NOW)]  # noqa: E731
    decide(one, cast.xu)
    assert kinds() == []
    decide(one, cast.tang, "return", "请补充预算来源")
    (line,) = todo(cast.lin, NOW)
    assert line.detail.startswith("唐* 退回：请补充预算来源")
    actions.ask(one, answer="预算已列入明年计划", by=cast.lin, at=NOW)
    db.session.commit()
    assert kinds() == []
    withdraw(latest(one), by=cast.lin, at=NOW)
    db.session.commit()
    assert kinds() == ["stopped_file"]


def test_a_stopped_file_of_an_opportunity_that_ended_asks_nothing(cast):
    one = make_opportunity(cast.lin)
    decide(one, cast.xu, "return", "请补充竞品情况")
    lost = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "价格",
        "recontact_on": date(2027, 5, 10),
    }
    close(one, lost, by=cast.lin, at=NOW)
    db.session.commit()
    assert [line.kind for line in todo(cast.lin, NOW)] == ["review"]
