"""What opportunities do by themselves at night: grades are suggested again as the dates near (R25–R28)."""

from __future__ import annotations

from datetime import date, timedelta

from salesapp.opportunities import jobs
from tests.opportunities.factories import make_opportunity


def test_a_deal_whose_date_nears_is_suggested_a_higher_grade_and_keeps_its_confirmed_one(
    cast, db_session, at, frozen_clock
):
    one = make_opportunity(cast.lin, at=at(2026, 11, 23, 9, 0), expected_close_on=date(2027, 1, 15))
    confirmed, suggested = one.grade, one.suggested_grade
    assert jobs.resuggest(at=at(2026, 11, 24, 2, 10)) == 0
    assert jobs.resuggest(at=at(2026, 12, 30, 2, 10)) == 1
    assert suggested == "A" and one.suggested_grade == "S"
    assert one.grade == confirmed
    assert jobs.resuggest(at=at(2026, 12, 30, 2, 10)) == 0


def test_closed_opportunities_are_left_alone(cast, db_session, at, frozen_clock):
    one = make_opportunity(cast.lin, at=at(2026, 11, 23, 9, 0), expected_close_on=date(2027, 1, 15))
    one.status = "parked"
    db_session.flush()
    assert jobs.resuggest(at=at(2026, 11, 23, 9, 0) + timedelta(days=40)) == 0
