"""What goes into the bag, ticked with one tap (R17)."""

import pytest

from salesapp.db import db
from tests.activities.visits.factories import booked
from tests.pages import part


@pytest.fixture
def visit(cast):
    return booked(cast.lin, companion_ids=[cast.he.id])


def test_a_tap_ticks_and_another_takes_it_back(visit, sign_in):
    client, item = sign_in("lin"), visit.preparation[0]
    answer = client.post(f"/visits/{visit.id}/ticks", data={"item": item.id}, headers={"HX-Request": "true"})
    assert (
        answer.status_code == 200 and "1/7" in part(answer, "preparation").text and "<html" not in answer.text
    )
    db.session.refresh(item)
    assert item.done_by_id == visit.owner_id
    assert client.post(f"/visits/{visit.id}/ticks", data={"item": item.id, "off": "1"}).status_code == 303
    db.session.refresh(item)
    assert item.done_at is None


def test_who_comes_along_ticks_too_and_others_do_not(visit, sign_in):
    item = visit.preparation[1]
    assert sign_in("he").post(f"/visits/{visit.id}/ticks", data={"item": item.id}).status_code == 303
    assert sign_in("tang").post(f"/visits/{visit.id}/ticks", data={"item": item.id}).status_code == 303
    assert sign_in("fang").post(f"/visits/{visit.id}/ticks", data={"item": item.id}).status_code == 404
    assert sign_in("lin").post(f"/visits/{visit.id}/ticks", data={"item": "x"}).status_code == 404


def test_things_of_ones_own_are_added(visit, sign_in):
    client = sign_in("lin")
    assert "请填写此项" in client.post(f"/visits/{visit.id}/items", data={"words": ""}).text
    assert client.post(f"/visits/{visit.id}/items", data={"words": "二期报价单"}).status_code == 303
    assert "二期报价单" in part(client.get(f"/visits/{visit.id}"), "preparation").text
