"""The people at a customer, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import aliased

from salesapp.chinese import person_names, phones
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.rules import STATUS_LABELS, Status
from salesapp.customers.rules import word
from salesapp.db import db
from salesapp.statements import kept


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as a page shows it; the number is hidden until somebody asks for it (PIPL)."""

    id: int
    name: str
    salutation: str | None
    title: str
    department: str | None
    mobile_masked: str
    landline_masked: str
    email: str | None
    decision_role: str | None
    privacy_notice_on: date | None
    preference: str | None
    preferred_time: str | None
    is_key: bool
    status: str
    status_on: date | None
    status_reason: str | None
    successor_name: str | None

    @property
    def in_office(self) -> bool:
        """Whether the person still sits there."""
        return self.status == Status.ACTIVE

    @property
    def status_label(self) -> str:
        """Whether they have left or moved, in a word."""
        return str(STATUS_LABELS[Status(self.status)])

    @property
    def phone_masked(self) -> str:
        """The number to show: the mobile, else the landline."""
        return self.mobile_masked or self.landline_masked

    @property
    def salutation_label(self) -> str:
        """Mr or Ms, where it is known."""
        return word("contact.salutation", self.salutation)

    @property
    def role_label(self) -> str:
        """What they do when it is decided."""
        return word("contact.decision_role", self.decision_role)

    @property
    def prefers(self) -> str:
        """How they like to be reached, and when."""
        return " · ".join(
            part for part in (word("contact.preference", self.preference), self.preferred_time) if part
        )


#: A second look at the table, made once: an alias costs more than the query that uses it.
_SUCCESSOR = aliased(Contact)
_PERSON = [name for name in Person.__dataclass_fields__ if name in Contact.__table__.columns]


def named(term: str) -> ColumnElement[bool]:
    """Return the condition of the people whose name holds each word of a term, in whichever order: smith john, 周 敏."""
    keys = [key for key in map(person_names.key, term.split()) if key]
    return and_(*(Contact.name_key.contains(key, autoescape=True) for key in keys)) if keys else false()


def people(customer_id: int) -> tuple[Person, ...]:
    """Return the contacts of a customer: the key one first, who has gone last."""
    return people_of(row._asdict() for row in db.session.execute(*of_customer(customer_id)))


def people_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Person, ...]:
    """Return the people of whom some rows tell."""
    return tuple(_person(dict(row)) for row in rows)


@kept
def of_customer(customer_id: int) -> Select:
    """Ask for the contacts of a customer: the key one first, who has gone last."""
    return (
        select(
            *(getattr(Contact, name) for name in _PERSON),
            Contact.mobile,
            Contact.landline,
            _SUCCESSOR.name.label("successor_name"),
        )
        .outerjoin(_SUCCESSOR, _SUCCESSOR.id == Contact.successor_id)
        .where(Contact.customer_id == customer_id)
        .order_by(Contact.status != Status.ACTIVE.value, Contact.is_key.desc(), Contact.id)
    )


def _person(row: dict[str, Any]) -> Person:
    mobile, landline = row.pop("mobile"), row.pop("landline")
    return Person(**row, mobile_masked=phones.masked(mobile), landline_masked=phones.masked(landline))
