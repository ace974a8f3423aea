"""Pieces of the library in the bag, given once the visit is written down (R17)."""

import pytest
from sqlalchemy import select

from salesapp.activities.handouts.models import Handout
from salesapp.activities.visits.record.actions import write_down
from salesapp.db import db
from tests.activities.factories import record_values
from tests.activities.visits.factories import HOUR, TUESDAY, booked
from tests.pages import part
from tests.playbook.library.test_routes import item


@pytest.fixture
def visit(cast):
    return booked(cast.lin)


@pytest.fixture
def pieces(cast, db_session):
    """Two pieces that suit everybody, one that suits another industry."""
    made = [
        item(cast.xu, name=name, kind="draft", figure="", industries=[])
        for name in ("排产方案初稿", "库存方案初稿")
    ]
    item(cast.xu, name="船厂案例", industries=["C37"])
    db.session.commit()
    return made


def pick(client, visit, piece, **headers):
    return client.post(f"/visits/{visit.id}/pieces", data={"piece": piece.id}, headers=headers)


def test_a_piece_is_picked_once_and_stands_among_the_things(visit, pieces, sign_in):
    client = sign_in("lin")
    offered = part(client.get(f"/visits/{visit.id}"), "preparation")
    assert "排产方案初稿" in offered.text and "船厂案例" not in offered.text
    answer = pick(client, visit, pieces[0], **{"HX-Request": "true"})
    assert "0/8" in part(answer, "preparation").text and "<html" not in answer.text
    assert pick(client, visit, pieces[0]).status_code == 404  # offered no more: it is there
    assert pick(client, visit, pieces[1]).status_code == 303
    assert pick(sign_in("fang"), visit, pieces[0]).status_code == 404


def test_what_was_in_the_bag_is_given_with_the_record_and_what_was_not_is_not(visit, pieces, cast):
    for piece in pieces:
        visit.pick(piece, by=cast.lin)
    assert visit.pick(pieces[0], by=cast.lin).library_item_id == pieces[0].id and len(visit.preparation) == 9
    visit.preparation[-2].tick(by=cast.lin, at=TUESDAY)
    write_down(visit, record_values(visit.customer, at=TUESDAY), by=cast.lin, at=TUESDAY + HOUR)
    db.session.commit()
    given = db.session.scalars(select(Handout)).all()
    assert [(each.item_id, each.customer_id, each.way) for each in given] == [
        (pieces[0].id, visit.customer_id, "visit")
    ]


def test_a_piece_that_went_out_of_use_is_not_given_and_the_record_stands(visit, pieces, cast):
    visit.pick(pieces[0], by=cast.lin).tick(by=cast.lin, at=TUESDAY)
    pieces[0].active = False
    activity = write_down(visit, record_values(visit.customer, at=TUESDAY), by=cast.lin, at=TUESDAY + HOUR)
    db.session.commit()
    assert activity.id and db.session.scalars(select(Handout)).all() == []
