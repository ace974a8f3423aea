"""Visits in the calendar that phones subscribe to (cases K01–K46, as far as visits go)."""

import secrets
from datetime import timedelta

import pytest
from icalendar import Calendar

from salesapp.activities.visits import actions
from salesapp.customers.ownership.actions import hand_over
from salesapp.db import db
from salesapp.web import clock
from salesapp.work.feed import queries as feeds
from salesapp.work.feed.actions import renew
from tests.activities.visits.factories import HOUR, NOW, TUESDAY, booked, make_visit

DAY = 24 * HOUR
PURPOSE = "拜访：苏州虚屿精密制造有限公司，周望舒（二号车间交期问题与三个同行案例）𬭎；a\\b"


@pytest.fixture
def phone(app, frozen_clock):
    """Return what a phone reads of somebody's calendar: the answer, and its events by their UID."""
    addresses = {}

    def read(user, *, numbers=False, fresh=False, **headers):
        if user.id not in addresses or fresh:
            addresses[user.id] = renew(user, numbers=numbers, at=NOW)
            db.session.commit()
        answer = app.test_client().get(f"/feeds/{addresses[user.id]}.ics", headers=headers)
        events = Calendar.from_ical(answer.get_data()).walk("VEVENT") if answer.status_code == 200 else []
        return answer, {
            str(event["uid"]): event for event in events if str(event["uid"]).startswith("visit-")
        }

    return read


def uid(visit):
    return f"visit-{visit.id}@salesapp"


def test_the_bytes_are_what_phones_read(cast, phone):
    visit = booked(cast.lin, purpose=PURPOSE, place="某某路18号; 3幢, 201室\r东门")
    answer, events = phone(cast.lin)
    body = answer.get_data()
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None and b"\n" not in line for line in lines)
    text = body.replace(b"\r\n ", b"").decode()
    assert (
        "DTSTART;TZID=Asia/Shanghai:20261124T140000" in text
        and "DTEND;TZID=Asia/Shanghai:20261124T150000" in text
    )
    assert "某某路18号\\; 3幢\\, 201室\\n东门" in text and "；a\\\\b" in text
    event = events[uid(visit)]
    wanted = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS", "URL")
    assert all(name in event for name in wanted)
    assert event["description"] == PURPOSE and event["url"].endswith(f"/visits/{visit.id}")
    assert (event["status"], event["transp"], event["sequence"]) == ("CONFIRMED", "OPAQUE", 1)
    assert text.count("BEGIN:VALARM") == 0 and "METHOD" not in text


def test_without_an_end_it_lasts_an_hour_and_a_planned_one_is_tentative(cast, phone):
    visit = make_visit(cast.lin, ends_at=None)
    event = phone(cast.lin)[1][uid(visit)]
    assert event.decoded("dtend") - event.decoded("dtstart") == HOUR and event["status"] == "TENTATIVE"


def test_a_moved_visit_keeps_its_uid_and_counts_on(cast, phone):
    visit = booked(cast.lin)
    before, events = phone(cast.lin)
    old = events[uid(visit)]
    values = {"starts_at": TUESDAY + 2 * HOUR, "ends_at": None, "reason": "副总出差"}
    actions.move(visit, values, by=cast.lin, at=NOW + HOUR)
    db.session.commit()
    after, events = phone(cast.lin)
    assert list(events) == [uid(visit)] and events[uid(visit)]["sequence"] == old["sequence"] + 1
    assert events[uid(visit)]["last-modified"].dt > old["last-modified"].dt
    assert after.headers["ETag"] != before.headers["ETag"]


def test_what_phones_do_not_show_changes_nothing_there(cast, phone):
    visit = booked(cast.lin)
    before, _events = phone(cast.lin)
    for item in visit.preparation:
        item.tick(by=cast.lin, at=NOW + HOUR)
    visit.confirm(by=cast.lin, at=NOW + HOUR)
    visit.describe({"risks": "价格", "outline": "现状？", "transport": "地铁"}, at=NOW + HOUR)
    db.session.commit()
    again, _events = phone(cast.lin)
    assert again.get_data() == before.get_data() and again.headers["ETag"] == before.headers["ETag"]
    not_modified, _events = phone(cast.lin, **{"If-None-Match": before.headers["ETag"]})
    assert (not_modified.status_code, not_modified.get_data()) == (304, b"")


def test_a_cancelled_one_is_said_for_thirty_days(cast, phone):
    visit = booked(cast.lin, starts_at=TUESDAY + 40 * DAY, ends_at=None)
    before = phone(cast.lin)[1][uid(visit)]["sequence"]
    actions.cancel(visit, "项目取消", by=cast.lin, at=NOW)
    db.session.commit()
    event = phone(cast.lin)[1][uid(visit)]
    assert (event["status"], event["transp"]) == ("CANCELLED", "TRANSPARENT")
    assert event["summary"].startswith("【已取消】") and event["sequence"] == before + 1
    with clock.frozen(NOW + 30 * DAY):
        assert uid(visit) in phone(cast.lin)[1]
    with clock.frozen(NOW + 30 * DAY + timedelta(seconds=1)):
        assert phone(cast.lin)[1] == {}


def test_one_without_a_new_time_is_called_off_at_its_old_one(cast, phone):
    visit = booked(cast.lin)
    actions.move(visit, {"reason": "对方停产"}, by=cast.lin, at=NOW)
    db.session.commit()
    event = phone(cast.lin)[1][uid(visit)]
    assert event["summary"].startswith("【改期待约】") and event["status"] == "CANCELLED"
    assert event.decoded("dtstart") == clock.local(TUESDAY)


def test_it_goes_to_the_colleague_with_the_same_uid_and_leaves_who_no_longer_sees_it(cast, phone):
    visit = booked(cast.lin, companion_ids=[cast.he.id])
    assert uid(visit) in phone(cast.lin)[1] and uid(visit) in phone(cast.he)[1] and not phone(cast.fang)[1]
    hand_over(visit.customer, cast.fang, by=cast.xu, at=NOW, reason="调区")
    db.session.commit()
    assert not phone(cast.lin)[1] and uid(visit) in phone(cast.fang)[1] and uid(visit) in phone(cast.he)[1]


def test_only_the_days_around_now_are_held(cast, phone):
    visit = booked(cast.lin, starts_at=NOW + 180 * DAY, ends_at=None)
    late = booked(
        cast.lin, customer=visit.customer, starts_at=NOW + 180 * DAY + timedelta(seconds=1), ends_at=None
    )
    assert set(phone(cast.lin)[1]) == {uid(visit)} and uid(late) not in phone(cast.lin)[1]


def test_numbers_stand_there_only_for_who_asks_for_them(cast, phone, sign_in):
    visit = booked(cast.lin)
    visit.contacts[0].mobile = f"+86139{secrets.randbelow(10**8):08d}"
    db.session.commit()
    number = visit.contacts[0].mobile[-4:]
    assert number not in phone(cast.lin)[0].get_data(as_text=True).replace("\r\n ", "")
    shown = phone(cast.lin, numbers=True, fresh=True)[0].get_data(as_text=True).replace("\r\n ", "")
    assert number in shown and "元" not in shown
    page = sign_in("lin").post("/account/calendar", data={"numbers": "1"})
    assert "checked" in page.text and "cannot" not in page.text and "无法" in page.text or "内网" in page.text


def test_a_companion_reads_no_number_of_a_customer_who_is_hidden_from_them(cast, phone):
    visit = booked(cast.lin, companion_ids=[cast.fang.id])
    visit.contacts[0].mobile = f"+86139{secrets.randbelow(10**8):08d}"
    db.session.commit()
    number = visit.contacts[0].mobile[-4:]
    shown = phone(cast.fang, numbers=True)[1][uid(visit)]["description"]
    assert number not in shown and number in phone(cast.lin, numbers=True)[1][uid(visit)]["description"]


def test_what_visits_ask_for_does_not_stand_beside_them(cast, phone):
    booked(cast.lin)
    make_visit(cast.lin, starts_at=TUESDAY + DAY, ends_at=None)
    answer, events = phone(cast.lin)
    assert len(events) == 2 and answer.get_data().count(b"BEGIN:VEVENT") == 2


def test_what_is_no_tick_of_the_page_gives_out_no_address(cast, sign_in):
    assert sign_in("lin").post("/account/calendar", data={"numbers": "everything"}).status_code == 400
    assert feeds.of_person(cast.lin) is None
