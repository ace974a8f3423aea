from datetime import date

import chinese_calendar

from salesapp.calendar.data import shipped
from salesapp.calendar.rules import OFFICIAL, PROVISIONAL, WorkCalendar, days
from salesapp.chinese.festivals import statutory_days


def test_every_day_from_2020_to_2026_agrees_with_the_reference_library():
    calendar = WorkCalendar({row.day: row.working for row in shipped()})

    assert [
        day
        for day in days(date(2020, 1, 1), date(2026, 12, 31))
        if calendar.is_working(day) != chinese_calendar.is_workday(day)
    ] == []


def test_2027_is_provisional_and_holds_the_thirteen_statutory_days():
    rows = [row for row in shipped() if row.day.year == 2027]

    assert {row.status for row in rows} == {PROVISIONAL}
    assert {row.day: row.name for row in rows} == statutory_days(2027)
    assert len(rows) == 13


def test_the_years_with_a_notice_are_official_and_no_day_comes_twice():
    rows = shipped()

    assert {row.status for row in rows if row.day.year <= 2026} == {OFFICIAL}
    assert len({row.day for row in rows}) == len(rows)
