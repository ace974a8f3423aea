"""One customer as its page shows it: plain values, its people with their numbers hidden, how complete it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.chinese import industries, phones, regions
from salesapp.customers import rules
from salesapp.customers.kinds import Status
from salesapp.customers.models import Contact, Customer, CustomerCollaborator
from salesapp.customers.sight import may_change, may_hand_over, visible_to
from salesapp.db import db


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
    wechat: str | None
    decision_role: str
    preference: str | None
    preferred_time: str | None
    privacy_notice_way: str
    privacy_notice_on: date
    is_key: bool
    status: str
    status_on: date | None
    status_reason: str | None
    successor_id: int | None
    successor_name: str | None

    @property
    def in_office(self) -> bool:
        """Whether the person still sits there."""
        return self.status == Status.ACTIVE

    @property
    def phone_masked(self) -> str:
        """The number to show: the mobile, else the landline."""
        return self.mobile_masked or self.landline_masked


@dataclass(frozen=True, slots=True)
class Card:
    """One customer as its page shows it."""

    id: int
    number: str
    full_name: str
    short_name: str | None
    former_names: str | None
    credit_code: str | None
    credit_code_kind: str
    kind: str
    industry: str
    size: str
    headcount: int | None
    revenue: Decimal | None
    founded_on: date | None
    registered_capital: Decimal | None
    region: str
    address: str | None
    postcode: str | None
    phone: str | None
    website: str | None
    parent_id: int | None
    parent_name: str | None
    first_contact_at: datetime
    source_channel: str
    source_note: str | None
    decision_chain: str | None
    pain_points: str | None
    current_products: str | None
    budget_timing: str | None
    match_score: int | None
    tier: str
    activity_level: str
    invoice_title: str | None
    invoice_tax_no: str | None
    invoice_address_phone: str | None
    invoice_bank: str | None
    verified_on: date | None
    remarks: str | None
    owner_id: int | None
    owner_name: str | None
    owner_since: datetime
    created_at: datetime
    last_contact_at: datetime | None
    version: int
    contacts: tuple[Person, ...]
    collaborators: tuple[tuple[int, str, str], ...]  # person, name, role
    completeness: rules.Completeness
    may_change: bool
    may_hand_over: bool

    @property
    def title(self) -> str:
        """What everybody calls them."""
        return self.short_name or self.full_name

    @property
    def industry_words(self) -> str:
        """C34 通用设备制造业."""
        return industries.words(self.industry)

    @property
    def region_words(self) -> str:
        """江苏省 苏州市 吴中区."""
        return regions.words(self.region)

    @property
    def key_contact(self) -> Person | None:
        """The one key contact, while there is one in office."""
        return next((p for p in self.contacts if p.is_key), None)


#: Second looks at a table, made once: an alias costs more than the query that uses it.
_PARENT, _OWNER, _HEIR = aliased(Customer), aliased(User), aliased(Contact)
_CARD = [name for name in Card.__dataclass_fields__ if name in Customer.__table__.columns]
_PERSON = [name for name in Person.__dataclass_fields__ if name in Contact.__table__.columns]


def card(customer_id: int, user: User) -> Card | None:
    """Return the card of one customer, if this person may see it: three queries, plain values."""
    query = (
        visible_to(user)
        .where(Customer.id == customer_id)
        .outerjoin(_PARENT, _PARENT.id == Customer.parent_id)
        .outerjoin(_OWNER, _OWNER.id == Customer.owner_id)
        .with_only_columns(
            *(getattr(Customer, name) for name in _CARD),
            _PARENT.full_name.label("parent_name"),
            _OWNER.name.label("owner_name"),
        )
    )
    row = db.session.execute(query).mappings().first()
    if row is None:
        return None
    contacts = people(customer_id)
    shared = (
        select(User.id, User.name, User.role)
        .join(CustomerCollaborator, CustomerCollaborator.user_id == User.id)
        .where(CustomerCollaborator.customer_id == customer_id)
        .order_by(CustomerCollaborator.id)
    )
    return Card(
        **row,
        contacts=contacts,
        collaborators=tuple(tuple(r) for r in db.session.execute(shared)),
        completeness=completeness(row, contacts),
        may_change=may_change(user),
        may_hand_over=may_hand_over(user),
    )


def people(customer_id: int) -> tuple[Person, ...]:
    """Return the contacts of a customer: the key one first, who has gone last."""
    query = (
        select(
            *(getattr(Contact, name) for name in _PERSON),
            Contact.mobile,
            Contact.landline,
            _HEIR.name.label("successor_name"),
        )
        .outerjoin(_HEIR, _HEIR.id == Contact.successor_id)
        .where(Contact.customer_id == customer_id)
        .order_by(Contact.status != Status.ACTIVE.value, Contact.is_key.desc(), Contact.id)
    )
    return tuple(_person(dict(row)) for row in db.session.execute(query).mappings())


def _person(row: dict[str, Any]) -> Person:
    mobile, landline = row.pop("mobile"), row.pop("landline")
    return Person(**row, mobile_masked=phones.masked(mobile), landline_masked=phones.masked(landline))


def completeness(values: Any, contacts: Sequence[Person]) -> rules.Completeness:
    """Return how complete a customer's sheet is (R43)."""
    present = [p for p in contacts if p.in_office]
    found = {key: values[key] for key in rules.WEIGHTS if key in values}
    found["contact"] = bool(present)
    found["contact_phone"] = any(p.mobile_masked or p.landline_masked for p in present)
    found["contact_email"] = any(p.email for p in present)
    found["credit_code"] = values["credit_code"] or values["credit_code_kind"] == "none"
    found["invoicing"] = values["invoice_title"] and values["invoice_tax_no"] and values["invoice_bank"]
    return rules.completeness(found)
