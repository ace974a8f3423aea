"""The figures of R24 and of one sheet."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.figures.queries import figures, quota_of
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def follow(opportunity, by, at):
    done = opportunity.record_follow_up(by=by, at=at, calendar=work_calendar())
    db.session.flush()
    return done


def test_the_sheet_counts_as_the_rate_counts(cast, at):
    """One rule: what lapsed counts, an open week does not, and a period that is over knows nothing of today."""
    one = make_opportunity(cast.lin, at=at(2026, 11, 1, 9, 0))
    follow(one, cast.lin, at(2026, 11, 3, 10, 0))
    follow(one, cast.lin, at(2026, 11, 5, 10, 0))
    db.session.commit()
    for first, last in (
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 11, 1), date(2026, 11, 8)),
        (date(2026, 10, 1), date(2026, 10, 31)),
    ):
        quota, rate = quota_of(one.id, first, last, NOW), figures(cast.lin, first, last, NOW)
        assert (quota.due, quota.done) == (rate.due, rate.on_time), (first, last)
    assert quota_of(one.id, date(2026, 11, 1), date(2026, 11, 8), NOW).done == 2
    assert quota_of(one.id, date(2026, 11, 1), date(2026, 11, 30), NOW).due > 2  # two weeks without a word


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
