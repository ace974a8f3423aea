"""Follow-ups that a rhythm asks for stand in the round of calls (R30–R33)."""

from datetime import timedelta

import pytest

from salesapp.activities.calls import queries
from salesapp.activities.calls.actions import log_call, take_back
from salesapp.activities.calls.rules import CallRefused
from salesapp.db import db
from salesapp.web import clock
from tests.activities.factories import make_record
from tests.conftest import MONDAY
from tests.opportunities.factories import make_opportunity
from tests.pages import filled, part

DAY = timedelta(days=1)


@pytest.fixture
def due(db_session, cast):
    """An opportunity of lin's whose follow-up is due today, with whose customer somebody spoke before."""
    found = make_opportunity(cast.lin, at=MONDAY - 3 * DAY)
    make_record(
        cast.lin,
        customer=found.customer,
        at=MONDAY - 3 * DAY,
        next_at=None,
        next_purpose=None,
        no_next_reason="等",
    )
    found.next_due_on = clock.local(MONDAY).date()
    db.session.commit()
    return found


def keys(user, at=MONDAY) -> list[str]:
    return [callee.key for callee in queries.round_of(user, at)]


def test_a_follow_up_that_is_due_has_a_card_and_reached_leads_to_its_record(due, cast, sign_in):
    assert keys(cast.lin) == [f"rhythm-{due.id}"] and keys(cast.fang) == []
    with clock.frozen(MONDAY):
        client = sign_in("lin")
        page = client.get("/calls")
        assert due.name in part(page, "callee").text
        sent = {name: values[0] for name, values in filled(page, "call-form").items()}
        answer = client.post("/calls", data=sent | {"result": "reached"})
    assert f"opportunity={due.id}" in answer.location and f"customer={due.customer_id}" in answer.location
    assert keys(cast.lin) == []  # reached: what is missing is the record


def test_who_is_not_due_or_has_something_agreed_is_not_called_for_the_rhythm(due, cast):
    due.next_due_on += DAY
    db.session.commit()
    assert keys(cast.lin) == []
    due.next_due_on -= 2 * DAY
    make_record(
        cast.lin, customer=due.customer, at=MONDAY - DAY, next_at=MONDAY + 2 * DAY, next_purpose="电话"
    )
    db.session.commit()
    assert keys(cast.lin) == []


def test_later_agrees_a_time_and_a_refusal_ends_it_for_today_and_both_are_taken_back(due, cast):
    key = f"rhythm-{due.id}"
    for said in ({"result": "later", "later_at": MONDAY + DAY}, {"result": "refused", "reason": "no_time"}):
        log_call(key, by=cast.lin, at=MONDAY, **said)
        assert keys(cast.lin) == []
        take_back(by=cast.lin, at=MONDAY)
        assert keys(cast.lin) == [key]


def test_nobody_calls_for_a_colleague_s_rhythm(due, cast):
    with pytest.raises(CallRefused):
        log_call(f"rhythm-{due.id}", "missed", by=cast.fang, at=MONDAY)
