"""Calls on the timeline of their customer and in the search."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.activities.calls.actions import log_call, take_back
from salesapp.activities.calls.models import Call
from salesapp.db import db
from salesapp.playbook.scripts import actions as scripts
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.customers.factories import make_customer
from tests.pages import part
from tests.prospecting.factories import add_row, make_list


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


@pytest.mark.parametrize("wording", [True, False])
def test_what_was_written_is_told_as_a_mail(called, cast, sign_in, wording):
    """By the wording that was used; without one, because nobody there has a number."""
    scripts.fill(at=MONDAY)
    mail = db.session.scalars(select(ScriptTemplate).filter_by(kind="mail")).first()
    (contact,) = called.contacts
    if not wording:
        contact.mobile, contact.landline, contact.email = None, None, "zhou@danqiao.cn"
    key, when = f"customer-{called.id}", {"by": cast.lin, "at": MONDAY + timedelta(hours=1)}
    log_call(key, "reached", contact_id=contact.id, script_id=mail.id if wording else None, **when)
    log_call(
        key,
        "refused",
        contact_id=contact.id,
        script_id=mail.id if wording else None,
        reason="no_need",
        **when,
    )
    db.session.commit()
    told = sign_in("lin").get(f"/customers/{called.id}?show=call").text
    assert "邮件：已发送" in told and "邮件：拒绝" in told and "电话：接通" not in told
    assert "电话：稍后" in told  # written to nobody by name: one called


def test_a_row_of_a_list_without_a_number_was_written_to(db_session, cast, sign_in):
    customer, found = make_customer(cast.lin), make_list(cast.lin)
    for person in (
        {"name": "吴敏", "email": "wu@danqiao.cn"},
        {"name": "周敏", "landline": "+86-512-62580000"},
    ):
        row = add_row(found, people=[person])
        row.assign(cast.lin, clock.local(MONDAY).date(), by=cast.lin, at=MONDAY)
        log_call(f"prospect-{row.id}", "reached", by=cast.lin, at=MONDAY)
        row.become(customer.id, customer.number, by=cast.lin, at=MONDAY)
    db.session.commit()
    told = sign_in("lin").get(f"/customers/{customer.id}?show=call").text
    assert (told.count("邮件：已发送"), told.count("电话：接通")) == (1, 1)


def test_a_call_is_found_by_whom_one_called_by_who_may_read_it(called, sign_in):
    call = db.session.query(Call).one()
    client = sign_in("lin")
    assert f"/calls/made?call={call.id}" in client.get("/search?q=虚屿").text
    assert "虚屿" in part(client.get(f"/calls/made?call={call.id}"), "calls").text
    other = sign_in("fang")
    assert "/calls/made?call=" not in other.get("/search?q=虚屿").text
    assert "虚屿" not in other.get(f"/calls/made?call={call.id}").text
