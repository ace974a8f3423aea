"""What is done to the people at a customer: added, corrected, gone, looked up (F01; R44, R47)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.customers.contacts import rules
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.rules import ContactRefused
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.duplicates.actions import refusing_what_was_taken
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.trail.actions import record
from salesapp.words import gettext as _

Succession = Callable[[Contact, Contact | None, User, datetime], None]
_successions: list[Succession] = []


def when_contact_leaves(callback: Succession) -> None:
    """Register what follows when somebody leaves: ``callback(contact, successor, by, at)``, in the same transaction.

    The floor of activities moves the open tasks to the successor (R47).
    """
    if callback not in _successions:
        _successions.append(callback)


def add(customer: Customer, values: Mapping[str, Any], *, by: User, at: datetime) -> Contact:
    """Add a person to a customer."""
    rules.check_reachable(values.get("mobile"), values.get("landline"))
    duplicates.check_mobile(values.get("mobile"), by)
    with refusing_what_was_taken(row=None):
        contact = customer.add_contact(values, by=by, at=at)
        db.session.flush()
    return contact


def change(contact: Contact, values: Mapping[str, Any], *, by: User, at: datetime) -> Contact:
    """Correct a person's data; who left is never turned into somebody else (R47)."""
    if not contact.in_office:
        raise ContactRefused(_("Who has gone is kept as they were. Add the new person instead."))
    rules.check_reachable(values.get("mobile"), values.get("landline"))
    duplicates.check_mobile(values.get("mobile"), by, but=contact.id)
    values = dict(values)
    is_key = values.pop("is_key", None)
    with refusing_what_was_taken(row=None):
        contact.describe(values)
        if is_key:
            contact.customer.make_key(contact)
        contact.customer.touch(at)
        db.session.flush()
    return contact


def depart(
    contact: Contact,
    *,
    status: str,
    on: date,
    today: date,
    reason: str | None,
    successor_id: int | None,
    successor_values: Mapping[str, Any] | None,
    by: User,
    at: datetime,
) -> Contact:
    """Mark a person as left or moved, name or add who follows, and pass their open work on (R47)."""
    customer = contact.customer
    rules.check_departure(
        status=status, on=on, today=today, active=contact.in_office, same=successor_id == contact.id
    )
    successor = None
    if successor_id is not None:
        successor = next((c for c in customer.contacts if c.id == successor_id and c.in_office), None)
        if successor is None:
            raise ContactRefused(_("Choose a successor who works at this customer."), field="successor_id")
    elif successor_values:
        successor = add(customer, successor_values, by=by, at=at)
    contact.depart(status, on=on, reason=reason, successor=successor, at=at)
    for pass_on in _successions:
        pass_on(contact, successor, by, at)
    return contact


def reveal(contact: Contact) -> Contact:
    """Note in the audit trail that somebody looked at a person's full numbers (PIPL 51)."""
    record("unmask", contact, detail={"customer_id": contact.customer_id})
    return contact
