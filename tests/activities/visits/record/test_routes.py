"""Visit mode: the boxes of the visit of now, until it is written down (F05)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.activities.models import Activity
from salesapp.activities.visits.models import Visit
from salesapp.db import db
from salesapp.web import clock
from tests.activities.visits.factories import HOUR, TUESDAY, booked, make_visit
from tests.pages import filled


@pytest.fixture
def visit(cast):
    return booked(cast.lin, companion_ids=[cast.xu.id], outline="插单后怎样改计划？")


@pytest.fixture
def there(visit, sign_in):
    """Ten minutes after it has ended."""
    with clock.frozen(TUESDAY + HOUR + timedelta(minutes=10)):
        yield


def test_the_boxes_know_what_the_visit_knows(visit, there, sign_in):
    page = sign_in("lin").get(f"/visits/{visit.id}/record")
    form = filled(page, "talk-form")
    assert form["started_at"] == ["2026-11-24T14:00"] and form["ended_at"] == ["2026-11-24T15:00"]
    assert form["contacts"] == [str(visit.contacts[0].id)] and form["channel"] == ["visit"]
    assert "插单后怎样改计划？" in page.text


def test_saving_makes_the_record_and_ends_the_visit(visit, there, sign_in):
    client = sign_in("lin")
    assert client.post(f"/visits/{visit.id}/starts").headers["Location"].endswith("/record")
    form = filled(client.get(f"/visits/{visit.id}/record"), "talk-form")
    form |= {"situation": "排产靠表格", "next_at": "2026-12-02T14:00", "next_purpose": "演示"}
    answer = client.post(f"/visits/{visit.id}/records", data=form)
    assert answer.status_code == 303
    db.session.expire_all()
    record, ended = db.session.scalars(select(Activity)).one(), db.session.get_one(Visit, visit.id)
    assert (ended.status, ended.activity_id, record.channel) == ("done", record.id, "visit")
    assert [turn.what for turn in ended.turns] == ["planned", "booked", "started", "done"]
    assert record.customer.last_contact_at == record.ended_at
    assert {user.name for user in record.ours} == {"林*", "许*"}
    assert f"/activities/{record.id}" in client.get(f"/visits/{visit.id}").text
    assert client.get(f"/visits/{visit.id}/record").status_code == 302


def test_without_the_next_contact_nothing_is_saved(visit, there, sign_in):
    client = sign_in("lin")
    form = filled(client.get(f"/visits/{visit.id}/record"), "talk-form") | {"situation": "排产靠表格"}
    answer = client.post(f"/visits/{visit.id}/records", data=form)
    assert answer.status_code == 422 and "排产靠表格" in answer.text and "data-draft" in answer.text
    db.session.expire_all()
    assert db.session.get_one(Visit, visit.id).status == "booked"


def test_a_visit_that_a_colleague_moved_meanwhile_is_not_ended_unasked(visit, sign_in, there):
    client = sign_in("lin")
    form = filled(client.get(f"/visits/{visit.id}/record"), "talk-form")
    form |= {"situation": "排产靠表格", "next_at": "2026-12-02T14:00", "next_purpose": "演示"}
    moved = {"starts_at": "2026-11-26T10:00", "reason": "对方来电"}
    assert sign_in("xu").post(f"/visits/{visit.id}/moves", data=moved).status_code == 303

    answer = client.post(f"/visits/{visit.id}/records", data=form)
    assert answer.status_code == 409 and "11月26日 10:00" in answer.text and "排产靠表格" in answer.text
    db.session.expire_all()
    assert db.session.get_one(Visit, visit.id).status == "booked"
    again = form | {"seen": filled(answer, "talk-form")["seen"]}
    assert client.post(f"/visits/{visit.id}/records", data=again).status_code == 303


def test_a_visit_that_is_not_agreed_has_no_boxes(cast, sign_in):
    visit = make_visit(cast.lin)
    client = sign_in("lin")
    assert client.get(f"/visits/{visit.id}/record").status_code == 302
    assert client.post(f"/visits/{visit.id}/records", data={"summary": "谈了"}).status_code == 422
    assert sign_in("fang").get(f"/visits/{visit.id}/record").status_code == 404
