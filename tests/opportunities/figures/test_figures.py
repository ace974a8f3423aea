"""The figures of R24 and of one sheet."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.figures.queries import figures, quota_of
from salesapp.opportunities.grading import actions as grading
from salesapp.opportunities.queries import record_of
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def follow(opportunity, by, at):
    done = opportunity.record_follow_up(by=by, at=at, calendar=work_calendar())
    db.session.flush()
    return done


def test_the_sheet_counts_due_and_done_by_the_grade_of_each_day(cast, at):
    one = make_opportunity(cast.lin)
    follow(one, cast.lin, at(2026, 11, 24, 10, 0))
    values = {"budget_score": 3, "chain_score": 3, "urgency_score": 3, "grade": "A", "grade_reason": None}
    grading.grade(one, values, by=cast.lin, at=at(2026, 11, 30, 10, 0))
    db.session.commit()
    quota = quota_of(record_of(one.id, cast.lin, NOW), date(2026, 11, 1), date(2026, 12, 31))
    assert (quota.due, quota.done) == (2 + 5, 1)


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
    month = figures(cast.lin, date(2026, 11, 1), date(2026, 11, 30), NOW)
    assert (month.won, month.lost, month.win_rate) == (1, 1, Decimal("50.0"))
    assert (month.on_time, month.due, month.on_time_rate) == (2, 6, Decimal("33.3"))
    assert month.cycle_days == 5  # five days to win, four to lose: 4.5, half up
    assert month.forecast == Decimal("50000.01")
    assert figures(cast.chen, date(2026, 11, 1), date(2026, 11, 30), NOW).on_time_rate is None


def test_a_month_that_is_over_does_not_count_what_is_overdue_now(cast, at):
    make_opportunity(cast.lin, at=at(2026, 11, 9, 9, 0))
    assert figures(cast.lin, date(2026, 10, 1), date(2026, 10, 31), NOW).due == 0


def test_the_figures_of_one_colleague(cast, at):
    make_opportunity(cast.lin, at=at(2026, 11, 9, 9, 0))
    make_opportunity(cast.fang, at=at(2026, 11, 9, 9, 0))
    month = (date(2026, 11, 1), date(2026, 11, 30), NOW)
    assert figures(cast.xu, *month).due == 8
    assert figures(cast.xu, *month, owner_id=cast.fang.id).due == 4
