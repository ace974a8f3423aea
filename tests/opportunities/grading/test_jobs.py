"""Grades are suggested again each night as the dates near (R28)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from salesapp.db import db
from salesapp.opportunities.grading import jobs
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
