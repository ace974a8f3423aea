"""What happens by itself, what today asks for, and the figures of R24."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import WorkCalendar
from salesapp.db import db
from salesapp.opportunities import actions, jobs, queries, todos
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_grade_is_suggested_again_as_the_date_nears_and_the_confirmed_one_stays(cast, at):
    one = make_opportunity(cast.lin, expected_close_on=date(2027, 1, 20), grade="A")
    assert one.suggested_grade == "A"
    assert jobs.resuggest(at=at(2026, 12, 20, 2, 10)) == 0
    assert jobs.resuggest(at=at(2026, 12, 21, 2, 10)) == 1  # 30 days are left
    db.session.commit()
    db.session.refresh(one)
    last = one.grade_changes[-1]
    assert (one.suggested_grade, one.grade, last.field, last.before, last.after, last.by) == (
        "S", "A", "suggested_grade", "A", "S", None,
    )  # fmt: skip
    assert jobs.resuggest(at=at(2026, 12, 21, 2, 20)) == 0


def test_closed_ones_are_left_alone_at_night(cast, at):
    one = make_opportunity(cast.lin, expected_close_on=date(2027, 1, 20), grade="A", stage="negotiation")
    one.win(by=cast.lin, at=NOW)
    db.session.commit()
    assert jobs.resuggest(at=at(2027, 1, 10, 2, 10)) == 0


def test_the_night_reads_all_and_writes_what_changed(cast, count_queries, at):
    for _ in range(4):
        make_opportunity(cast.lin)
    jobs.resuggest(at=NOW)
    with count_queries() as counted:
        assert jobs.resuggest(at=NOW) == 0
    assert counted.total <= 2, counted.statements


def test_a_new_calendar_moves_the_follow_ups_that_hang_on_it(cast):
    one, calm = (
        make_opportunity(cast.lin),
        make_opportunity(cast.lin, grade="B", expected_close_on=date(2027, 6, 1)),
    )
    late = make_opportunity(cast.lin, at=NOW - timedelta(days=20))
    days_off = {date(2026, 11, 27): False, date(2026, 12, 7): False}
    moved = list(actions.follow_calendar(WorkCalendar(days_off), by=cast.xu, at=NOW))
    assert {(each.before, each.after) for each in moved} == {
        (date(2026, 11, 26), date(2026, 11, 25)), (date(2026, 12, 7), date(2026, 12, 8)),
    }  # fmt: skip
    assert (one.next_due_on, calm.next_due_on) == (date(2026, 11, 25), date(2026, 12, 8))
    assert late.next_due_on < date(2026, 11, 23)


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
    assert queries.overdue_count(cast.lin, NOW) == 1


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


def test_the_figures_of_a_month(cast, at):
    won = make_opportunity(cast.lin, at=at(2026, 11, 1, 9, 0), stage="negotiation")
    won.record_follow_up(by=cast.lin, at=at(2026, 11, 3, 9, 0), calendar=work_calendar())
    won.record_follow_up(by=cast.lin, at=at(2026, 11, 5, 9, 0), calendar=work_calendar())
    won.win(by=cast.lin, at=at(2026, 11, 6, 9, 0))
    lost = make_opportunity(cast.lin, at=at(2026, 11, 1, 9, 0), stage="proposal")
    values = {"status": "lost", "close_reason": "price", "close_note": "x", "recontact_on": date(2027, 1, 1)}
    actions.close(lost, values, by=cast.lin, at=at(2026, 11, 5, 9, 0))
    make_opportunity(cast.lin, stage="proposal", amount=Decimal("100000.00"))
    make_opportunity(
        cast.lin, at=at(2026, 11, 9, 9, 0), stage="proposal", amount=Decimal("0.01")
    )  # two weeks without a word
    figures = queries.figures(cast.lin, date(2026, 11, 1), date(2026, 11, 30), NOW)
    assert (figures.won, figures.lost, figures.win_rate) == (1, 1, Decimal("50.0"))
    assert (figures.on_time, figures.due, figures.on_time_rate) == (2, 6, Decimal("33.3"))
    assert figures.cycle_days == 5  # five days to win, four to lose: 4.5, half up
    assert figures.forecast == Decimal("50000.01")
    assert queries.figures(cast.chen, date(2026, 11, 1), date(2026, 11, 30), NOW).on_time_rate is None


def test_a_month_that_is_over_does_not_count_what_is_overdue_now(cast, at):
    make_opportunity(cast.lin, at=at(2026, 11, 9, 9, 0))
    assert queries.figures(cast.lin, date(2026, 10, 1), date(2026, 10, 31), NOW).due == 0


def test_the_figures_of_one_colleague(cast, at):
    make_opportunity(cast.lin, at=at(2026, 11, 9, 9, 0))
    make_opportunity(cast.fang, at=at(2026, 11, 9, 9, 0))
    month = (date(2026, 11, 1), date(2026, 11, 30), NOW)
    assert queries.figures(cast.xu, *month).due == 8
    assert queries.figures(cast.xu, *month, owner_id=cast.fang.id).due == 4
    assert queries.opened_between(cast.xu, at(2026, 11, 9, 0, 0), at(2026, 11, 10, 0, 0)) == 2
