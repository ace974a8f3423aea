"""First contacts in the calendar that phones subscribe to: one entry a day, and those with an hour at their hour."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from salesapp.activities.calls.actions import log_call, take_back
from salesapp.db import db
from salesapp.web import clock
from salesapp.work.feed import page
from tests.conftest import MONDAY
from tests.prospecting.factories import add_row, make_list
from tests.work.factories import todo

TODAY = date(2026, 11, 23)
TUESDAY = TODAY + timedelta(days=1)


@pytest.fixture
def rows(cast, db_session):
    """Three rows that lin has today, and one tomorrow."""
    found = make_list(cast.lin)
    rows = [add_row(found) for _each in range(4)]
    for number, row in enumerate(rows):
        row.assign(cast.lin, TUESDAY if number == 3 else TODAY, by=cast.lin, at=MONDAY)
    db.session.commit()
    return rows


def events(user) -> list:
    """Return what stands in somebody's calendar, by its title."""
    return Calendar.from_ical(page.calendar(user, MONDAY, "https://crm.example")).walk("VEVENT")


def test_a_day_has_one_entry_for_them_that_names_them_and_leaves_the_day_free(cast, rows):
    today, tomorrow = events(cast.lin)
    assert (today["summary"], tomorrow["summary"]) == ("首次触达 3 家", "首次触达 1 家")
    assert [each.decoded("dtstart") for each in (today, tomorrow)] == [TODAY, TUESDAY]
    assert today.decoded("dtend") == TUESDAY and {today["transp"], tomorrow["transp"]} == {"TRANSPARENT"}
    assert all(row.full_name in today["description"] for row in rows[:3])
    assert today["uid"] != tomorrow["uid"]
    assert today["url"].startswith("https://crm.example/prospects")


def test_one_that_asked_for_an_hour_stands_at_that_hour(cast, rows):
    at_ten = clock.local(MONDAY).replace(hour=10, minute=30) + timedelta(days=1)
    log_call(f"prospect-{rows[0].id}", "later", by=cast.lin, at=MONDAY, later_at=at_ten)
    db.session.commit()
    today, timed, tomorrow = sorted(
        events(cast.lin), key=lambda one: str(one.decoded("dtstart")) + one["summary"]
    )
    if isinstance(timed.decoded("dtstart"), date) and not isinstance(timed.decoded("dtstart"), datetime):
        timed, tomorrow = tomorrow, timed
    assert today["summary"] == "首次触达 2 家" and tomorrow["summary"] == "首次触达 1 家"
    assert timed.decoded("dtstart") == at_ten and timed.decoded("dtend") == at_ten + timedelta(minutes=30)
    assert rows[0].full_name in timed["summary"] and timed["transp"] == "TRANSPARENT"
    with clock.frozen(at_ten - timedelta(hours=1)):
        line = next(
            each for each in todo(cast.lin, at_ten - timedelta(hours=1)) if rows[0].full_name in each.title
        )
    assert line.due_words.endswith("10:30") and not line.overdue


def test_the_hour_ends_with_its_day_and_comes_back_when_the_call_is_taken_back(cast, rows):
    row, key = rows[0], f"prospect-{rows[0].id}"
    at_ten = clock.local(MONDAY).replace(hour=10, minute=30) + timedelta(days=1)
    log_call(key, "later", by=cast.lin, at=MONDAY, later_at=at_ten)
    log_call(key, "later", by=cast.lin, at=at_ten, later_at=at_ten + timedelta(days=1, hours=2))
    take_back(by=cast.lin, at=at_ten)
    assert (row.planned_on, row.call_at) == (TUESDAY, at_ten)
    row.assign(cast.lin, TODAY, by=cast.lin, at=MONDAY)
    db.session.commit()
    assert sorted(each["summary"] for each in events(cast.lin)) == [
        "首次触达 1 家",
        "首次触达 3 家",
    ]


def test_many_of_a_day_are_named_up_to_twenty(cast, db_session):
    found = make_list(cast.lin)
    for _each in range(23):
        add_row(found).assign(cast.lin, TODAY, by=cast.lin, at=MONDAY)
    db.session.commit()
    (today,) = events(cast.lin)
    assert today["summary"] == "首次触达 23 家"
    assert len(today["description"].split("\n")) == 21 and today["description"].endswith("另有 3 项")
