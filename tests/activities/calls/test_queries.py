"""Whom to call next: by whom nobody spoke with, in few statements, off indexes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.activities.calls import queries
from salesapp.customers.contacts.models import Contact
from salesapp.customers.ownership.actions import hand_over
from salesapp.db import db
from salesapp.web import clock
from tests.activities.calls.test_routes import tap, task_of
from tests.activities.factories import beside_kept, make_record
from tests.conftest import MONDAY
from tests.customers.factories import make_customer
from tests.pages import filled

HOUR = timedelta(hours=1)


def test_the_next_card_costs_as_much_among_many_as_among_few(rep, first, cast, count_queries):
    rep.get("/calls")
    with count_queries() as few:
        rep.get("/calls")
    for _each in range(12):
        make_customer(cast.lin)
    for contact in db.session.scalars(select(Contact)):
        contact.email = None
    db.session.commit()
    with count_queries() as many:
        rep.get("/calls")
    assert many.total <= few.total


def test_the_next_card_costs_few_statements(rep, first, agreed, cast, count_queries):
    """Beside what the process keeps; that a number is shown in full is written into the trail by three of them."""
    with clock.frozen(MONDAY + 2 * HOUR):
        rep.get("/calls")
        for key in (f"customer-{first.id}", f"task-{task_of(agreed).id}"):
            with count_queries() as counted:
                assert key in rep.get(f"/calls?key={key}").text
            assert len(beside_kept(counted)) <= 12, counted.statements


def test_whom_to_call_is_read_off_indexes_however_many_there_are(rep, first, cast, count_queries):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    with count_queries() as counted:
        rep.get("/calls")
    (asked,) = [
        each
        for each in zip(counted.statements, counted.values, strict=True)
        if "customer.spoken_at IS NULL" in each[0]
    ]
    plan = db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + asked[0], asked[1])
    plans = [row[3] for row in plan]
    read = " ".join(plans)
    assert "INDEX ix_customer_unspoken (owner_id=?)" in read, plans
    for name, where in (("planned", "planned_on=?"), ("planned", "planned_on<?"), ("next", "next_on<?")):
        assert f"INDEX ix_prospect_owner_{name} (owner_id=? AND result=? AND {where})" in read, plans
    assert not any("TEMP B-TREE" in step for step in plans), plans


def spoke(by, customer, at):
    """Write down a talk after which nothing is agreed."""
    nothing = {"next_at": None, "next_purpose": None, "no_next_reason": "不需要"}
    record = make_record(by, customer=customer, at=at, **nothing)
    db.session.commit()
    return record


def keys(user, at=MONDAY + HOUR) -> list[str]:
    return [one.key for one in queries.round_of(user, at)]


def test_who_was_spoken_with_is_no_first_contact_ever_again(rep, first, cast):
    assert first.spoken_at is None
    spoke(cast.lin, first, MONDAY)
    spoke(cast.lin, first, MONDAY - HOUR)
    assert first.spoken_at == MONDAY - HOUR  # the older record was written later
    spoke(cast.lin, first, MONDAY + HOUR)
    assert first.spoken_at == MONDAY - HOUR
    assert keys(cast.lin) == []


def test_a_record_that_is_corrected_was_a_talk_all_the_same(rep, first, cast):
    """Who met whom, when and for which customer stays: no correction makes a first contact of somebody again."""
    other = make_customer(cast.lin, full_name="苏州某丙机械有限公司")
    record = spoke(cast.lin, first, MONDAY)
    form = {
        "customer_id": other.id,
        "started_at": "2026-11-20T09:00",
        "ended_at": "2026-11-20T09:10",
        "summary": "改过",
    }
    values = {
        name: each[0]
        for name, each in filled(rep.get(f"/activities/{record.id}/edit"), "record-form").items()
    }
    assert rep.post(f"/activities/{record.id}", data=values | form).status_code == 303
    assert (record.summary, record.customer_id, record.ended_at) == ("改过", first.id, first.spoken_at)
    assert other.spoken_at is None and keys(cast.lin) == [f"customer-{other.id}"]


def test_a_call_that_reached_them_is_no_talk_before_it_is_written_down(rep, first, cast):
    tap(rep, result="reached")
    db.session.refresh(first)
    assert first.spoken_at is None
    rep.post("/calls/undoings")
    db.session.refresh(first)
    assert first.spoken_at is None and keys(cast.lin) == [f"customer-{first.id}"]


def test_what_a_former_owner_said_counts_for_the_next_one(rep, first, cast):
    spoke(cast.lin, first, MONDAY)
    hand_over(first, cast.fang, by=cast.xu, at=MONDAY, reason="转给方")
    other = make_customer(cast.lin, full_name="苏州某丙机械有限公司")
    hand_over(other, cast.fang, by=cast.xu, at=MONDAY, reason="转给方")
    db.session.commit()
    assert keys(cast.fang) == [f"customer-{other.id}"] and keys(cast.lin) == []
