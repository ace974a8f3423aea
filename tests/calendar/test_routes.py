"""The calendar on the screen."""

from datetime import date

import pytest
from sqlalchemy import select

from salesapp.calendar import actions, queries
from salesapp.calendar.models import CalendarDay
from salesapp.calendar.rules import CalendarRefused
from salesapp.db import db
from salesapp.web import cache
from tests.conftest import MONDAY


@pytest.fixture
def supervisor(sign_in, cast):
    return sign_in("xu")


def test_the_year_shows_holidays_make_up_days_and_how_sure_it_is(sign_in, cast, count_queries):
    client = sign_in("lin")
    client.get("/settings/calendar?year=2026")
    with count_queries() as counted:
        page = client.get("/settings/calendar?year=2026").text

    assert counted.total <= 8
    assert "248 个工作日" in page
    assert "正式" in page
    assert 'class="make-up"' in page
    assert "暂定" in client.get("/settings/calendar?year=2027").text
    assert "粘贴放假通知" not in page


@pytest.mark.parametrize("year", ["1800", "2200"])
def test_a_year_without_a_lunar_table_is_not_found(supervisor, year):
    assert supervisor.get(f"/settings/calendar?year={year}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/settings/calendar/notices/new"),
        ("POST", "/settings/calendar/notices/previews"),
        ("POST", "/settings/calendar/notices"),
        ("POST", "/settings/calendar/company-days"),
        ("POST", "/settings/calendar/company-days/2026-11-23/removals"),
    ],
)
def test_a_rep_reads_the_calendar_and_changes_nothing(sign_in, cast, method, path):
    assert sign_in("lin").open(path, method=method).status_code == 403


def add(client, **values):
    data = {"first": "2026-12-24", "last": "", "working": "off", "name": "年终盘点"} | values
    return client.post("/settings/calendar/company-days", data=data)


@pytest.mark.parametrize("values", [{"first": "0001-01-01"}, {"first": "9999-12-31"}, {"last": "9999-12-31"}])
def test_company_days_of_years_that_nobody_can_reckon_are_refused(supervisor, values):
    answer = add(supervisor, **values)
    assert answer.status_code == 422 and "日历支持 1901 至 2099 年" in answer.text


def test_company_days_off_and_worked_are_set_and_taken_back(supervisor):
    assert add(supervisor, last="2026-12-25").status_code == 303
    assert add(supervisor, first="2026-12-26", working="worked", name="赶工").status_code == 303
    calendar = queries.work_calendar()
    assert [calendar.is_working(date(2026, 12, day)) for day in (24, 25, 26)] == [False, False, True]
    assert "年终盘点" in supervisor.get("/settings/calendar?year=2026").text

    supervisor.post("/settings/calendar/company-days/2026-12-24/removals")

    cache.forget()
    assert queries.work_calendar().is_working(date(2026, 12, 24))


def test_a_company_day_over_a_holiday_gives_the_holiday_back_when_it_goes(supervisor):
    add(supervisor, first="2026-10-01", working="worked", name="值班")
    assert queries.work_calendar().is_working(date(2026, 10, 1))

    supervisor.post("/settings/calendar/company-days/2026-10-01/removals")

    assert not queries.work_calendar().is_working(date(2026, 10, 1))


@pytest.mark.parametrize(
    "values",
    [
        {"first": ""},
        {"first": "yesterday"},
        {"last": "2026-12-23"},
        {"last": "2027-12-24"},
        {"name": ""},
        {"name": "长" * 61},
        {"working": "perhaps"},
    ],
)
def test_bad_company_days_are_refused(supervisor, values):
    assert add(supervisor, **values).status_code == 422
    assert db.session.scalars(select(CalendarDay).where(CalendarDay.company)).all() == []


@pytest.mark.parametrize("day", ["2026-12-24", "tomorrow", "2026-13-45"])
def test_a_company_day_that_is_not_there_is_not_found(supervisor, day):
    assert supervisor.post(f"/settings/calendar/company-days/{day}/removals").status_code == 404


def test_a_break_of_more_than_a_month_is_refused(cast):
    with pytest.raises(CalendarRefused):
        actions.add_company_days(
            first=date(2026, 12, 1), last=date(2027, 1, 1), working=False, name="停产", by=cast.xu, at=MONDAY
        )


def test_sixty_days_off_in_a_row_are_refused_beside_the_last_day_and_nothing_is_kept(supervisor):
    assert add(supervisor, first="2026-12-01", last="2026-12-31", name="停产").status_code == 303
    answer = add(supervisor, first="2027-01-01", last="2027-01-31", name="停产")
    assert answer.status_code == 422
    assert "自 2026-12-01 起将连续 60 天不上班" in answer.text
    cache.forget()
    assert queries.work_calendar().is_working(date(2027, 1, 4))


def test_a_worked_day_that_divides_a_long_break_is_not_taken_back(supervisor):
    add(supervisor, first="2027-01-01", working="worked", name="盘点")
    add(supervisor, first="2026-12-01", last="2026-12-31", name="停产")
    add(supervisor, first="2027-01-02", last="2027-01-31", name="停产")
    answer = supervisor.post("/settings/calendar/company-days/2027-01-01/removals")
    assert answer.status_code == 422
    assert "连续 60 天不上班" in answer.text
    assert queries.company_day(date(2027, 1, 1))
