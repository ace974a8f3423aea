"""What is done to customers: registered with their people, and changed (F01; R44, R47)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals.content.actions import content_changed
from salesapp.capability import follow
from salesapp.chinese import regions
from salesapp.customers import queries, rules
from salesapp.customers.contacts import rules as people
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.duplicates.actions import refusing_what_was_taken
from salesapp.customers.duplicates.rules import Match, of_values
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import first_owner
from salesapp.customers.rules import CustomerRefused
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.words import gettext as _


def register(
    values: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    today: date,
    contacts: Sequence[Mapping[str, Any]],
    aware_of: Iterable[int] = (),
) -> Customer:
    """Register a customer with its people in one go (F01, R44): number, first owner, search line.

    ``aware_of`` are similar customers that the person called different. The day of ``today`` is where the team works.
    """
    values = dict(values)
    owner = first_owner(values.pop("owner_id", None), by)
    _check(values, at=at, today=today)
    people.check_contacts(contacts)
    duplicates.check(of_values(values, contacts), by, aware_of=aware_of)
    with refusing_what_was_taken():
        customer = Customer(
            number=next_number("customer", today.year),
            owner=owner,
            owner_since=at,
            created_by=by,
            created_at=at,
            verified_on=today,
        )
        customer.describe(values, at=at)
        key = people.key_contact(contacts)
        for row, contact in enumerate(contacts):
            customer.add_contact({**contact, "is_key": row == key}, by=by, at=at)
        customer.last_contact_at = values["first_contact_at"]
        db.session.add(customer)
        customer.hand_over(owner, by=by, at=at, reason=None)
        db.session.flush()
    return customer


def change(
    customer: Customer,
    values: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    today: date,
    aware_of: Iterable[int] = (),
) -> Customer:
    """Change a customer's data (F01, F15); the audit trail keeps what stood there before.

    An approval that froze what is changed, such as the party to a contract, ends and says what changed (W24); then what
    rests on the customer follows.
    """
    _check(values, at=at, today=today)
    renamed = values["full_name"] != customer.full_name
    known = {m.customer_id for m in _soft_before(customer, by)} if not renamed else set()
    if customer.id in queries.groups_above(values.get("parent_id")):
        raise CustomerRefused(_("A company cannot belong to itself or to one of its own."), field="parent_id")
    asked = of_values(values, but=customer.id)
    with db.session.no_autoflush:
        duplicates.check(asked, by, aware_of={*aware_of, *known})
    changed = [name for name, value in values.items() if getattr(customer, name) != value]
    with refusing_what_was_taken():
        customer.describe(values, at=at)
        db.session.flush()
    content_changed("customer", customer.id, by=by, at=at)
    follow("customer", customer, changed, by=by, at=at)
    return customer


def _check(values: Mapping[str, Any], *, at: datetime, today: date) -> None:
    rules.check_first_contact(values["first_contact_at"], at)
    rules.check_founded(values.get("founded_on"), today)
    rules.check_source(values["source_channel"], values.get("source_note"))
    if not regions.is_choosable(values["region"]):
        raise CustomerRefused(_("Choose the city or district from the list."), field="region")


def _soft_before(customer: Customer, by: User) -> list[Match]:
    """Return what was similar before this change: it was looked at when the customer was registered."""
    contacts = [{"landline": c.landline, "email": c.email} for c in customer.contacts]
    values = {"full_name": customer.full_name, "phone": customer.phone}
    return duplicates.find(of_values(values, contacts, but=customer.id), by)
