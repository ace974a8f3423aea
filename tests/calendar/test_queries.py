"""The calendar in force, shipped and kept."""

from datetime import date

from sqlalchemy import select

from salesapp.calendar import actions, queries
from salesapp.calendar.models import CalendarDay
from salesapp.calendar.rules import OFFICIAL, PROVISIONAL
from salesapp.db import db, touch_config
from tests.conftest import MONDAY


def test_without_any_row_the_shipped_years_are_in_force(db_session):
    calendar = queries.work_calendar()

    assert calendar.add_working_days(date(2026, 2, 12), 3) == date(2026, 2, 24)
    assert calendar.status(2026) == OFFICIAL
    assert calendar.status(2027) == PROVISIONAL


def test_a_filled_calendar_says_the_same_and_is_not_filled_twice(db_session):
    assert (
        actions.fill(at=MONDAY) == db.session.scalar(select(db.func.count()).select_from(CalendarDay)) > 200
    )
    assert actions.fill(at=MONDAY) == 0
    assert queries.work_calendar().working_days_in(date(2026, 1, 1), date(2026, 12, 31)) == 248


def test_years_beyond_the_table_have_their_statutory_days(db_session):
    calendar = queries.work_calendar()

    assert not calendar.is_working(date(2030, 10, 1))
    assert calendar.status(2030) == PROVISIONAL


def test_the_calendar_costs_no_query_the_second_time(db_session, count_queries):
    queries.work_calendar()
    with count_queries() as counted:
        queries.work_calendar()

    assert counted.total == 0


def test_a_change_that_was_taken_back_is_not_remembered(db_session, cast):
    actions.add_company_days(
        first=date(2026, 12, 24), last=None, working=False, name="盘点", by=cast.xu, at=MONDAY
    )
    assert not queries.work_calendar().is_working(date(2026, 12, 24))
    db_session.rollback()
    touch_config()

    assert queries.work_calendar().is_working(date(2026, 12, 24))
