"""Customers registered and changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.customers import actions, queries
from salesapp.customers.contacts.models import Contact
from salesapp.customers.duplicates.rules import DuplicateRefused
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import OwnerChange
from salesapp.customers.ownership.rules import OwnershipRefused
from salesapp.customers.picking import queries as picking
from salesapp.customers.rules import CustomerRefused
from salesapp.db import db
from tests.customers.factories import NOW, TODAY, contact_values, customer_values, make_customer

GOOD_CODE = "91110000600037341L"


def test_a_registration_makes_customer_people_number_and_first_owner(cast):
    customer = make_customer(
        cast.lin,
        full_name="苏州某某精密制造有限公司",
        contacts=[contact_values(name="周*"), contact_values(name="钱*", is_key=True)],
    )
    assert customer.number == "KH2026-0001" and customer.owner is cast.lin
    assert [(c.name, c.is_key) for c in sorted(customer.contacts, key=lambda c: c.id)] == [
        ("周*", False),
        ("钱*", True),
    ]
    log = db.session.scalars(select(OwnerChange)).all()
    assert [(entry.from_id, entry.to_id) for entry in log] == [(None, cast.lin.id)]
    assert customer.last_contact_at == customer.first_contact_at and customer.verified_on == TODAY


def test_numbers_have_no_gaps_where_a_registration_is_refused(cast):
    first = make_customer(cast.lin)
    with pytest.raises(DuplicateRefused), db.session.begin_nested():
        make_customer(cast.lin, full_name=first.full_name)
    assert make_customer(cast.lin).number == "KH2026-0002"


def test_a_year_begins_with_one(cast):
    make_customer(cast.lin)
    assert make_customer(cast.lin, at=NOW + timedelta(days=60)).number == "KH2027-0001"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_contact_at": NOW + timedelta(hours=1)}, "first_contact_at"),
        ({"founded_on": TODAY + timedelta(days=1)}, "founded_on"),
        ({"source_channel": "referral"}, "source_note"),
        ({"region": "320000"}, "region"),
        ({"region": "999999"}, "region"),
    ],
)
def test_a_registration_that_cannot_be_is_refused_beside_its_field(cast, changes, field):
    with pytest.raises(CustomerRefused) as refused:
        make_customer(cast.lin, **changes)
    assert refused.value.field == field


def test_a_rep_registers_for_themselves_and_a_supervisor_for_the_team(cast):
    with pytest.raises(OwnershipRefused):
        make_customer(cast.fang, by=cast.lin)
    with pytest.raises(OwnershipRefused):
        make_customer(cast.chen, by=cast.xu)
    assert make_customer(cast.lin, by=cast.xu).owner is cast.lin


def test_a_changed_name_is_kept_among_the_former_ones_and_found_by_both(cast):
    customer = make_customer(cast.lin, full_name="苏州旧名机械有限公司")
    actions.change(
        customer, customer_values(full_name="苏州新名机械有限公司"), by=cast.lin, at=NOW, today=TODAY
    )
    assert customer.former_names == "苏州旧名机械有限公司"
    for words in ("旧名", "新名", "jiuming", "szxm"):
        assert [row.id for row in picking.pick(words, cast.lin)] == [customer.id], words


def test_a_change_to_another_customers_name_or_code_is_refused(cast):
    other = make_customer(cast.lin, credit_code=GOOD_CODE, credit_code_kind="code")
    customer = make_customer(cast.lin)
    for changes, field in (
        ({"full_name": other.full_name}, "full_name"),
        ({"credit_code": GOOD_CODE}, "credit_code"),
    ):
        with pytest.raises(DuplicateRefused) as refused:
            actions.change(
                customer,
                customer_values(**{"full_name": customer.full_name} | changes),
                by=cast.lin,
                at=NOW,
                today=TODAY,
            )
        assert refused.value.field == field


def test_an_edit_does_not_ask_again_about_firms_that_were_called_different(cast):
    first = make_customer(cast.lin, full_name="苏州辰光精密制造有限公司")
    second = make_customer(cast.lin, full_name="苏州晨光精密制造有限公司", aware_of=[first.id])
    actions.change(
        second,
        customer_values(full_name=second.full_name, address="某路1号"),
        by=cast.lin,
        at=NOW,
        today=TODAY,
    )
    assert second.address == "某路1号"


def test_contact_moves_the_last_contact_forward_only(cast):
    customer = make_customer(cast.lin)
    customer.record_contact(NOW)
    customer.record_contact(NOW - timedelta(days=3))
    assert customer.last_contact_at == NOW


def test_every_change_of_a_field_is_read_back_with_old_and_new(cast):
    customer = make_customer(cast.lin, address="旧路1号")
    db.session.commit()
    actions.change(
        customer,
        customer_values(full_name=customer.full_name, address="新路2号"),
        by=cast.lin,
        at=NOW,
        today=TODAY,
    )
    db.session.commit()
    found = {change.field: (change.before, change.after) for change in queries.changes(customer.id)}
    assert found["address"] == ("旧路1号", "新路2号")


def test_people_and_companies_live_in_two_tables(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(), contact_values()])
    assert db.session.scalar(select(db.func.count()).select_from(Contact)) == 2
    assert db.session.scalar(select(Customer.number)) == customer.number
