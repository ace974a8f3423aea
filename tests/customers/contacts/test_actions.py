"""People at a customer: added, corrected, gone, looked up."""

from datetime import date

import pytest

from salesapp.customers.contacts import actions
from salesapp.customers.contacts.rules import ContactRefused
from salesapp.customers.duplicates.rules import DuplicateRefused
from salesapp.customers.rules import CustomerRefused
from salesapp.db import db
from tests.customers.factories import NOW, TODAY, contact_values, make_contact, make_customer


def test_an_added_contact_can_become_the_key_one(cast):
    customer = make_customer(cast.lin)
    first = customer.contacts[0]
    second = make_contact(customer, name="钱*", is_key=True)
    assert second.is_key and not first.is_key


def test_nobody_can_be_reached_without_a_number(cast):
    customer = make_customer(cast.lin)
    with pytest.raises(CustomerRefused) as refused:
        make_contact(customer, mobile=None)
    assert refused.value.field == "mobile"


def test_who_left_stays_as_they_were_and_the_successor_takes_over(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(name="吴*", mobile="+8613800009999")])
    old = customer.contacts[0]
    gone = actions.depart(
        old, status="left", on=TODAY, today=TODAY, reason="换了公司", successor_id=None,
        successor_values=contact_values(name="沈*"), by=cast.lin, at=NOW,
    )  # fmt: skip
    new = gone.successor
    assert (old.name, old.mobile, old.status, old.status_on, old.is_key) == (
        "吴*",
        "+8613800009999",
        "left",
        TODAY,
        False,
    )
    assert new.name == "沈*" and new.is_key and new.in_office


def test_open_work_is_passed_on_when_somebody_leaves(cast, monkeypatch):
    monkeypatch.setattr(actions, "_successions", [])
    passed = []
    actions.when_contact_leaves(lambda *arguments: passed.append(arguments))
    customer = make_customer(cast.lin)
    old, heir = customer.contacts[0], make_contact(customer)
    actions.depart(
        old,
        status="moved",
        on=TODAY,
        today=TODAY,
        reason=None,
        successor_id=heir.id,
        successor_values=None,
        by=cast.lin,
        at=NOW,
    )
    assert passed == [(old, heir, cast.lin, NOW)]


def test_a_mobile_number_goes_with_its_owner_to_the_next_company(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(mobile="+8613800009999")])
    actions.depart(
        customer.contacts[0],
        status="left",
        on=TODAY,
        today=TODAY,
        reason=None,
        successor_id=None,
        successor_values=None,
        by=cast.lin,
        at=NOW,
    )
    moved = make_customer(cast.fang, contacts=[contact_values(mobile="+8613800009999")])
    assert moved.contacts[0].mobile == "+8613800009999"


def test_nobody_leaves_twice_and_who_left_is_not_edited(cast):
    customer = make_customer(cast.lin)
    old = customer.contacts[0]
    leave = {
        "status": "left",
        "on": TODAY,
        "today": TODAY,
        "reason": None,
        "successor_id": None,
        "successor_values": None,
    }
    actions.depart(old, **leave, by=cast.lin, at=NOW)
    with pytest.raises(ContactRefused):
        actions.depart(old, **leave, by=cast.lin, at=NOW)
    with pytest.raises(ContactRefused):
        actions.change(old, contact_values(), by=cast.lin, at=NOW)
    with pytest.raises(ContactRefused):
        customer.make_key(old)


def test_a_successor_works_at_the_same_customer(cast):
    customer, other = make_customer(cast.lin), make_customer(cast.lin)
    with pytest.raises(ContactRefused) as refused:
        actions.depart(
            customer.contacts[0], status="left", on=TODAY, today=TODAY, reason=None, successor_id=other.contacts[0].id,
            successor_values=None, by=cast.lin, at=NOW,
        )  # fmt: skip
    assert refused.value.field == "successor_id"


def test_a_mobile_number_belongs_to_one_person_in_office(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(mobile="+8613800009999")])
    other = make_customer(cast.fang)
    for where in (customer, other):
        with pytest.raises(DuplicateRefused) as refused:
            make_contact(where, mobile="+8613800009999")
        assert refused.value.field == "mobile"
    with pytest.raises(DuplicateRefused):
        actions.change(other.contacts[0], contact_values(mobile="+8613800009999"), by=cast.fang, at=NOW)


def test_the_same_mobile_of_the_same_person_is_no_duplicate(cast):
    contact = make_customer(cast.lin).contacts[0]
    actions.change(contact, contact_values(mobile=contact.mobile, title="总监"), by=cast.lin, at=NOW)
    assert contact.title == "总监"


def test_looking_at_a_full_number_is_noted(cast):
    contact = make_customer(cast.lin).contacts[0]
    db.session.commit()
    actions.reveal(contact)
    db.session.commit()
    entry = db.session.execute(
        db.text("SELECT event, object_type, object_id FROM audit_entry ORDER BY seq DESC LIMIT 1")
    ).one()
    assert tuple(entry) == ("unmask", "contact", contact.id)


def test_who_leaves_on_a_past_day_keeps_that_day(cast):
    contact = make_customer(cast.lin).contacts[0]
    actions.depart(
        contact,
        status="moved",
        on=date(2026, 10, 8),
        today=TODAY,
        reason="调任",
        successor_id=None,
        successor_values=None,
        by=cast.lin,
        at=NOW,
    )
    assert (contact.status, contact.status_on, contact.accepts_greetings) == (
        "moved",
        date(2026, 10, 8),
        False,
    )
