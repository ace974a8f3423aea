"""The calendar that phones subscribe to: its address, its bytes, its times, its end (cases K01–K46, as far as work goes)."""

from datetime import date

import pytest
from icalendar import Calendar
from sqlalchemy import select

from salesapp.accounts.passwords.actions import give_drawn_password
from salesapp.accounts.passwords.rules import hashed
from salesapp.accounts.people.actions import close_user
from salesapp.activities.tasks.actions import create_task
from salesapp.db import db
from salesapp.web import clock
from salesapp.work.feed.models import CalendarFeed
from salesapp.work.feed.rules import hidden
from tests.activities.factories import NOW
from tests.contracts.factories import check, make_contract, submit
from tests.opportunities.factories import make_opportunity
from tests.support.factories import asked

TITLE = "交期; 报价, 合同\\附件\r二期：苏州虚屿精密制造有限公司的排产演示与三个同行案例𬭎（周望舒，二号车间）"


@pytest.fixture
def subscribe(sign_in):
    """Switch the calendar of somebody on and return the path of its address."""

    def switched_on(username: str) -> str:
        text = sign_in(username).post("/account/calendar").get_data(as_text=True)
        start = text.index("/feeds/")
        return text[start : text.index(".ics", start) + 4]

    return switched_on


def reset_password(user, *, by, at):
    """Draw a new first password for somebody."""
    give_drawn_password(user, hashed("Fresh-Passw0rd-1"), by=by, at=at)


def task(by, at, **values):
    """Open a task for Tuesday 14:30."""
    create_task({"title": TITLE, "due_at": at(2026, 12, 1, 14, 30)} | values, by=by, at=NOW)
    db.session.commit()


def test_the_bytes_are_what_phones_read(app, cast, subscribe, at):
    task(cast.lin, at)
    answer = app.test_client().get(subscribe("lin"))
    body = answer.get_data()
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "Content-Disposition" not in answer.headers
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() and b"\n" not in line for line in lines[:-1])
    assert not body.startswith(b"\xef\xbb\xbf") and body.endswith(b"END:VCALENDAR\r\n")
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["summary"] == TITLE.replace("\r", "\n")
    text = body.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:交期\\; 报价\\, 合同\\\\附件\\n二期：" in text
    for line in (
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:待办·林*",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ):
        assert line in text, line


def test_times_are_the_team_s_and_days_are_days(app, cast, subscribe, at):
    task(cast.lin, at)
    opportunity = make_opportunity(cast.lin)
    opportunity.next_due_on = date(2026, 12, 3)
    db.session.commit()
    body = app.test_client().get(subscribe("lin")).get_data(as_text=True).replace("\r\n ", "")
    assert "DTSTART;TZID=Asia/Shanghai:20261201T143000" in body
    assert "DTSTART;VALUE=DATE:20261203" in body and "DTEND;VALUE=DATE:20261204" in body
    zone = body[body.index("BEGIN:VTIMEZONE") : body.index("END:VTIMEZONE")]
    assert zone.count("BEGIN:") == 2 and "TZOFFSETFROM:+0800" in zone and "TZOFFSETTO:+0800" in zone
    assert "TZNAME:CST" in zone


def test_the_same_again_has_the_same_tag_and_a_change_another(app, cast, subscribe, at):
    url, phone = subscribe("lin"), app.test_client()
    empty = phone.get(url)
    assert empty.status_code == 200 and b"BEGIN:VTIMEZONE" in empty.get_data()
    tag = empty.headers["ETag"]
    assert phone.get(url).headers["ETag"] == tag
    with clock.frozen(at(2026, 11, 23, 18)):
        again = phone.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert phone.head(url).status_code == 200
    task(cast.lin, at)
    assert phone.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_it_holds_what_one_is_asked_for_and_no_figures(app, cast, subscribe):
    submit(check(make_contract(cast.lin)))
    db.session.commit()
    phone = app.test_client()
    body = phone.get(subscribe("xu")).get_data(as_text=True).replace("\r\n ", "")
    assert "XS-HT-2026-0001" in body
    assert "URL:http" in body and "/approvals/" in body
    assert "元" not in body and ".00" not in body and "amount" not in body
    assert "XS-HT-2026-0001" not in phone.get(subscribe("ma")).get_data(as_text=True)


def test_what_others_owe_stands_in_their_calendar_and_not_in_that_of_who_asked(app, cast, subscribe, at):
    asked(cast.lin)
    phone = app.test_client()
    mine, theirs = subscribe("lin"), subscribe("he")
    for moment in (at(2026, 11, 23, 10), at(2026, 11, 30, 9)):
        with clock.frozen(moment):
            assert Calendar.from_ical(phone.get(mine).get_data()).walk("VEVENT") == []
            (event,) = Calendar.from_ical(phone.get(theirs).get_data()).walk("VEVENT")
            assert event["summary"] == "陪同演示排产"


def test_a_new_address_shuts_the_old_one_and_keeps_the_events(app, cast, subscribe, at, sign_in):
    task(cast.lin, at)
    phone, first = app.test_client(), subscribe("lin")
    uid = Calendar.from_ical(phone.get(first).get_data()).walk("VEVENT")[0]["uid"]
    second = subscribe("lin")
    assert (phone.get(first).status_code, phone.get(first).get_data()) == (410, b"")
    assert Calendar.from_ical(phone.get(second).get_data()).walk("VEVENT")[0]["uid"] == uid
    sign_in("lin").post("/account/calendar/endings")
    assert phone.get(second).status_code == 410
    assert phone.get("/feeds/nobody-has-this.ics").status_code == 404


def test_who_left_reads_nothing_any_more(app, cast, subscribe):
    url = subscribe("lin")
    cast.lin.active = False
    db.session.commit()
    assert app.test_client().get(url).status_code == 410


def test_the_token_is_shown_once_stored_hashed_and_opens_nothing_else(app, cast, subscribe, sign_in):
    url = subscribe("lin")
    token = url.split("/")[-1].removesuffix(".ics")
    assert len(token) >= 22
    stored = db.session.scalars(select(CalendarFeed)).one()
    assert token not in stored.token_hash
    assert token not in sign_in("lin").get("/account/calendar").get_data(as_text=True)
    assert "/account/calendar" in sign_in("lin").get("/account").get_data(as_text=True)
    assert app.test_client().get("/account/calendar").status_code in (302, 303)
    assert hidden(f'GET {url}?x=1 "-"') == 'GET /feeds/….ics?x=1 "-"'


@pytest.mark.parametrize("act", [close_user, reset_password])
def test_the_address_ends_with_the_account_and_with_its_password(app, cast, subscribe, act):
    path = subscribe("lin")
    act(cast.lin, by=cast.admin, at=NOW)
    cast.lin.active = True
    db.session.commit()
    assert app.test_client().get(path).status_code == 410
