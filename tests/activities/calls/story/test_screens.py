"""Calls on the timeline of their customer and in the search."""

from datetime import timedelta

import pytest

from salesapp.activities.calls.actions import log_call, take_back
from salesapp.activities.calls.models import Call
from salesapp.db import db
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.customers.factories import make_customer
from tests.pages import part


@pytest.fixture
def called(db_session, cast):
    """A customer whom lin called in vain."""
    customer = make_customer(cast.lin, full_name="苏州虚屿精密制造有限公司")
    db.session.commit()
    log_call(f"customer-{customer.id}", "later", by=cast.lin, at=MONDAY, later_at=MONDAY + timedelta(hours=5))
    db.session.commit()
    return customer


def test_the_customer_tells_of_a_call_of_which_no_record_does(called, cast, sign_in):
    with clock.frozen(MONDAY):
        client = sign_in("lin")
        told = client.get(f"/customers/{called.id}?show=call").text
        assert "电话：稍后" in told and "11月23日 14:00" in told
        take_back(by=cast.lin, at=MONDAY)
        db.session.commit()
        assert "电话：稍后" not in client.get(f"/customers/{called.id}").text


def test_a_call_is_found_by_whom_one_called_by_who_may_read_it(called, sign_in):
    call = db.session.query(Call).one()
    client = sign_in("lin")
    assert f"/calls/made?call={call.id}" in client.get("/search?q=虚屿").text
    assert "虚屿" in part(client.get(f"/calls/made?call={call.id}"), "calls").text
    other = sign_in("fang")
    assert "/calls/made?call=" not in other.get("/search?q=虚屿").text
    assert "虚屿" not in other.get(f"/calls/made?call={call.id}").text
