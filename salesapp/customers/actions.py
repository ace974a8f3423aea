"""What is done to customers: registered, changed, shared, handed over; people who come and go (F01; R44, R47)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from salesapp.accounts.models import User
from salesapp.chinese import regions
from salesapp.customers import duplicates, queries, rules
from salesapp.customers.kinds import Status
from salesapp.customers.models import Contact, Customer, CustomerCollaborator
from salesapp.customers.rules import ContactRefused, CustomerRefused, DuplicateRefused, OwnershipRefused
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
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
    owner = _first_owner(values.pop("owner_id", None), by)
    _check(values, at=at, today=today)
    rules.check_contacts(contacts)
    duplicates.check(duplicates.of_values(values, contacts), by, aware_of=aware_of)
    with _clean_refusal():
        customer = Customer(
            number=next_number("customer", today.year),
            owner=owner,
            owner_since=at,
            created_by=by,
            created_at=at,
            verified_on=today,
        )
        customer.describe(values, at=at)
        key = rules.key_contact(contacts)
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
    """Change a customer's data (F01, F15); the audit trail keeps what stood there before."""
    _check(values, at=at, today=today)
    renamed = values["full_name"] != customer.full_name
    known = {m.customer_id for m in _soft_before(customer, by)} if not renamed else set()
    if customer.id in queries.groups_above(values.get("parent_id")):
        raise CustomerRefused(_("A company cannot belong to itself or to one of its own."), field="parent_id")
    asked = duplicates.of_values(values, but=customer.id)
    with db.session.no_autoflush:
        duplicates.check(asked, by, aware_of={*aware_of, *known})
    with _clean_refusal():
        customer.describe(values, at=at)
        db.session.flush()
    return customer


def add_contact(customer: Customer, values: Mapping[str, Any], *, by: User, at: datetime) -> Contact:
    """Add a person to a customer."""
    rules.check_reachable(values.get("mobile"), values.get("landline"))
    _check_mobile(values.get("mobile"), by)
    with _clean_refusal(row=None):
        contact = customer.add_contact(values, by=by, at=at)
        db.session.flush()
    return contact


def change_contact(contact: Contact, values: Mapping[str, Any], *, by: User, at: datetime) -> Contact:
    """Correct a person's data; who left is never turned into somebody else (R47)."""
    if not contact.in_office:
        raise ContactRefused(_("Who has gone is kept as they were. Add the new person instead."))
    rules.check_reachable(values.get("mobile"), values.get("landline"))
    _check_mobile(values.get("mobile"), by, but=contact.id)
    values = dict(values)
    is_key = values.pop("is_key", None)
    with _clean_refusal(row=None):
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
        successor = add_contact(customer, successor_values, by=by, at=at)
    contact.depart(status, on=on, reason=reason, successor=successor, at=at)
    for pass_on in _successions:
        pass_on(contact, successor, by, at)
    return contact


def reveal(contact: Contact) -> Contact:
    """Note in the audit trail that somebody looked at a person's full numbers (PIPL 51)."""
    record("unmask", contact, detail={"customer_id": contact.customer_id})
    return contact


def share(
    customer: Customer, user: User | None, *, by: User, at: datetime, note: str | None = None
) -> CustomerCollaborator:
    """Let a colleague work on a customer too."""
    if user is None or not user.active or user.role in ("admin", "auditor"):
        raise OwnershipRefused(_("Choose an active colleague who works with customers."), field="user_id")
    if user.id == customer.owner_id or any(c.user_id == user.id for c in customer.collaborations):
        raise OwnershipRefused(_("This person already works on the customer."), field="user_id")
    return customer.share_with(user, by=by, at=at, note=note)


def stop_sharing(customer: Customer, user_id: int, *, at: datetime) -> None:
    """Take a colleague off a customer."""
    customer.collaborations[:] = [c for c in customer.collaborations if c.user_id != user_id]
    customer.updated_at = at


def hand_over(customer: Customer, to: User | None, *, by: User, at: datetime, reason: str) -> Customer:
    """Give a customer to another owner; only supervisors within their team, and directors (3.1, F23)."""
    may = queries.may_hand_over(by)
    if to is None or (may and to.id not in {user.id for user in queries.possible_owners(by)}):
        raise OwnershipRefused(
            _("A customer belongs to an active sales rep or supervisor."), field="owner_id"
        )
    rules.check_hand_over(
        may=may,
        current=customer.owner_id,
        target=to.id,
        target_active=to.active,
        target_role=to.role,
        reason=reason,
    )
    customer.hand_over(to, by=by, at=at, reason=reason)
    return customer


def _first_owner(owner_id: int | None, by: User) -> User:
    """Return who will own a new customer: oneself, or somebody of the team a supervisor leads."""
    if owner_id is None or owner_id == by.id:
        return by
    if not queries.may_hand_over(by):
        raise OwnershipRefused(_("You register customers for yourself."), field="owner_id")
    found = next((user for user in queries.possible_owners(by) if user.id == owner_id), None)
    if found is None:
        raise OwnershipRefused(_("Choose somebody of your team."), field="owner_id")
    return found


def _check(values: Mapping[str, Any], *, at: datetime, today: date) -> None:
    rules.check_first_contact(values["first_contact_at"], at)
    rules.check_founded(values.get("founded_on"), today)
    rules.check_source(values["source_channel"], values.get("source_note"))
    if not regions.is_choosable(values["region"]):
        raise CustomerRefused(_("Choose the city or district from the list."), field="region")


def _soft_before(customer: Customer, by: User) -> list[duplicates.Match]:
    """Return what was similar before this change: it was looked at when the customer was registered."""
    contacts = [{"landline": c.landline, "email": c.email} for c in customer.contacts]
    values = {"full_name": customer.full_name, "phone": customer.phone}
    return duplicates.find(duplicates.of_values(values, contacts, but=customer.id), by)


def _check_mobile(mobile: str | None, by: User, but: int | None = None) -> None:
    """Refuse a mobile number that somebody in office already has, here or elsewhere."""
    if not mobile:
        return
    query = db.select(Contact.id).where(Contact.mobile == mobile, Contact.status == Status.ACTIVE.value)
    with db.session.no_autoflush:
        if any(contact_id != but for contact_id in db.session.scalars(query)):
            match = next(m for m in duplicates.find(duplicates.Asked(mobiles=(mobile,)), by))
            raise DuplicateRefused(duplicates.refusal_words(match), field="mobile")


@contextmanager
def _clean_refusal(row: int | None = 0) -> Iterator[None]:
    """Turn a unique key that another transaction took meanwhile into a refusal in words; ``row`` is the contact's."""
    try:
        yield
    except IntegrityError as error:
        said = str(error.orig)
        if "credit_code" in said:
            raise DuplicateRefused(
                _("This credit code is registered already"), field="credit_code"
            ) from error
        if "mobile" in said:
            field = "mobile" if row is None else f"contacts-{row}-mobile"
            raise DuplicateRefused(_("This mobile number is registered already"), field=field) from error
        if "name_key" in said:
            raise DuplicateRefused(_("This company is registered already"), field="full_name") from error
        raise
