from datetime import date, timedelta

import pytest
from sqlalchemy import select

from salesapp.customers import actions, lists, queries
from salesapp.customers.models import Contact, Customer, OwnerChange
from salesapp.customers.rules import (
    ContactRefused,
    CustomerRefused,
    DuplicateRefused,
    OwnershipNotAllowed,
    OwnershipRefused,
)
from salesapp.db import db
from tests.customers.factories import NOW, TODAY, contact_values, customer_values, make_contact, make_customer

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
        assert [row.id for row in lists.pick(words, cast.lin)] == [customer.id], words


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


# ------------------------------------------------------------------------------------------ people


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
        actions.change_contact(old, contact_values(), by=cast.lin, at=NOW)
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
        actions.change_contact(
            other.contacts[0], contact_values(mobile="+8613800009999"), by=cast.fang, at=NOW
        )


def test_the_same_mobile_of_the_same_person_is_no_duplicate(cast):
    contact = make_customer(cast.lin).contacts[0]
    actions.change_contact(contact, contact_values(mobile=contact.mobile, title="总监"), by=cast.lin, at=NOW)
    assert contact.title == "总监"


# ---------------------------------------------------------------------------------------- ownership


def test_a_supervisor_hands_over_within_the_team_and_it_is_logged(cast):
    customer = make_customer(cast.lin)
    actions.hand_over(customer, cast.fang, by=cast.xu, at=NOW + timedelta(days=1), reason="调岗")
    db.session.flush()
    entry = queries.owner_log(customer.id)[0]
    assert (entry.from_id, entry.to_id, entry.by_id, entry.reason) == (
        cast.lin.id,
        cast.fang.id,
        cast.xu.id,
        "调岗",
    )
    assert customer.owner is cast.fang and customer.owner_since == NOW + timedelta(days=1)


def test_reps_do_not_hand_over_and_supervisors_not_to_other_teams(cast):
    customer = make_customer(cast.lin)
    with pytest.raises(OwnershipNotAllowed):
        actions.hand_over(customer, cast.fang, by=cast.lin, at=NOW, reason="调岗")
    with pytest.raises(OwnershipRefused):
        actions.hand_over(customer, cast.chen, by=cast.xu, at=NOW, reason="调岗")
    actions.hand_over(customer, cast.chen, by=cast.tang, at=NOW, reason="调岗")
    assert customer.owner is cast.chen


def test_a_new_owner_is_no_longer_a_mere_collaborator(cast):
    customer = make_customer(cast.lin)
    actions.share(customer, cast.fang, by=cast.lin, at=NOW)
    db.session.flush()
    actions.hand_over(customer, cast.fang, by=cast.xu, at=NOW, reason="调岗")
    assert customer.collaborations == []


def test_a_customer_is_shared_once_with_a_colleague_who_sells(cast):
    customer = make_customer(cast.lin)
    actions.share(customer, cast.he, by=cast.lin, at=NOW)
    db.session.flush()
    for user in (cast.he, cast.lin, cast.admin, None):
        with pytest.raises(OwnershipRefused):
            actions.share(customer, user, by=cast.lin, at=NOW)
    actions.stop_sharing(customer, cast.he.id, at=NOW)
    assert customer.collaborations == []


def test_contact_moves_the_last_contact_forward_only(cast):
    customer = make_customer(cast.lin)
    customer.record_contact(NOW)
    customer.record_contact(NOW - timedelta(days=3))
    assert customer.last_contact_at == NOW


# --------------------------------------------------------------------------------------- the history


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


def test_looking_at_a_full_number_is_noted(cast):
    contact = make_customer(cast.lin).contacts[0]
    db.session.commit()
    actions.reveal(contact)
    db.session.commit()
    entry = db.session.execute(
        db.text("SELECT event, object_type, object_id FROM audit_entry ORDER BY seq DESC LIMIT 1")
    ).one()
    assert tuple(entry) == ("unmask", "contact", contact.id)


def test_people_and_companies_live_in_two_tables(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(), contact_values()])
    assert db.session.scalar(select(db.func.count()).select_from(Contact)) == 2
    assert db.session.scalar(select(Customer.number)) == customer.number


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
