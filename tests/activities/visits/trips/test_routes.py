"""A trip outside our cities asks the supervisor (F04 审批意见)."""

import pytest

from salesapp.activities.visits import actions
from salesapp.activities.visits.trips.queries import latest
from salesapp.approvals import actions as approvals
from salesapp.approvals.queries import waiting_count
from salesapp.approvals.rules import Verdict
from salesapp.db import db
from salesapp.documents.paper import loaders
from salesapp.web import clock
from tests.activities.visits.factories import HOUR, NOW, TUESDAY, booked, make_visit, our_cities, plan_values
from tests.customers.factories import make_contact
from tests.pages import part


@pytest.fixture
def away(cast):
    """Wuxi alone is ours: a customer in Suzhou is a trip."""
    our_cities(cast.tang, "无锡市")


def decide(visit, verdict, words=None, *, by):
    round_ = latest(visit.id)
    approvals.decide(round_, round_.open_seats[0], verdict, words, by=by, at=NOW)
    db.session.commit()


def test_a_booked_trip_waits_for_the_supervisor_and_a_planned_one_does_not(cast, away, sign_in):
    assert latest(make_visit(cast.lin).id) is None
    visit = booked(cast.lin)
    assert latest(visit.id).is_running
    assert "等待主管审批" in part(sign_in("lin").get(f"/visits/{visit.id}"), "trip").text
    page = sign_in("xu").get("/")
    assert "审批出差" in page.text
    decide(visit, Verdict.AGREE, by=cast.xu)
    assert "主管已同意" in part(sign_in("lin").get(f"/visits/{visit.id}"), "trip").text


def test_in_our_own_city_or_where_none_is_named_nobody_is_asked(cast, sign_in):
    assert latest(booked(cast.lin).id) is None
    our_cities(cast.tang, "苏州市")
    visit = booked(cast.lin)
    assert latest(visit.id) is None
    refused = sign_in("lin").post(f"/visits/{visit.id}/trips", data={})
    assert refused.status_code == 422 and "无须审批" in refused.text


def test_another_day_is_another_trip(cast, away):
    visit = booked(cast.lin)
    decide(visit, Verdict.AGREE, by=cast.xu)
    values = {"starts_at": TUESDAY + 24 * HOUR, "ends_at": None, "booked_way": "phone", "reason": "副总出差"}
    actions.move(visit, values, by=cast.lin, at=NOW)
    db.session.commit()
    assert (latest(visit.id).round, latest(visit.id).is_running) == (2, True)
    actions.cancel(visit, "不去了", by=cast.lin, at=NOW)
    db.session.commit()
    assert not latest(visit.id).is_running


def test_a_refused_trip_is_asked_again_with_an_answer(cast, away, sign_in):
    visit = booked(cast.lin)
    decide(visit, Verdict.RETURN, "改为电话会议", by=cast.xu)
    client = sign_in("lin")
    assert "主管未同意" in client.get(f"/visits/{visit.id}").text
    assert "改为电话会议" in client.get(f"/visits/{visit.id}/trips/new").text
    assert client.post(f"/visits/{visit.id}/trips", data={"answer": ""}).status_code == 422
    assert client.post(f"/visits/{visit.id}/trips", data={"answer": "客户要求当面演示"}).status_code == 303
    assert latest(visit.id).round == 2


def test_the_word_of_the_supervisor_stands_on_the_sheet(cast, away):
    visit = booked(cast.lin)
    decide(visit, Verdict.AGREE, by=cast.xu)
    sheet = loaders.load("F04", visit.id, cast.lin)
    assert sheet.values["opinion"] == "agree" and sheet.signatures["supervisor"].name == "许*"
    assert loaders.load("F04", visit.id, cast.fang) is None


def test_the_supervisor_s_own_trip_goes_to_the_director(cast, away):
    visit = booked(cast.xu)
    assert [seat.role for seat in latest(visit.id).open_seats] == ["director"]


def test_whoever_goes_along_does_not_decide(cast, away, sign_in):
    visit = booked(cast.lin, companion_ids=[cast.xu.id])
    round_ = latest(visit.id)
    assert [seat.role for seat in round_.open_seats] == ["director"]
    seat = round_.open_seats[0]
    seat.role, seat.team_id = "supervisor", cast.xu.team_id
    db.session.commit()
    client = sign_in("xu")
    refused = client.post(f"/approvals/{round_.id}/decisions", data={"seat_id": seat.id, "verdict": "agree"})
    assert (refused.status_code, latest(visit.id).is_running) == (422, True) and "同行" in refused.text
    assert visit.number not in part(client.get("/approvals"), "waiting").text
    assert waiting_count(cast.xu, clock.today()) == 0


@pytest.mark.parametrize(
    "change",
    [{"place": "城东新区 9 号"}, {"expected": "签约"}, {"companion_ids": "he"}, {"contact_ids": "other"}],
)
def test_what_the_supervisor_was_shown_is_asked_anew_when_it_changes(cast, away, change):
    visit = booked(cast.lin)
    other = make_contact(visit.customer)
    decide(visit, Verdict.AGREE, by=cast.xu)
    named = {"companion_ids": {"companion_ids": [cast.he.id]}, "contact_ids": {"contact_ids": [other.id]}}
    values = plan_values(visit.customer, place=visit.place, region=visit.region)
    actions.change(visit, values, by=cast.lin, at=NOW)
    assert latest(visit.id).outcome == "approved"
    changed = named.get(next(iter(change)), change)
    actions.change(visit, values | changed, by=cast.lin, at=NOW)
    db.session.commit()
    assert (latest(visit.id).round, latest(visit.id).is_running) == (2, True)
