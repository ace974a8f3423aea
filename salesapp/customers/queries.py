"""Customers, read: one as its page shows it, the groups above it, what was changed in its data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.chinese import industries, regions
from salesapp.customers import rules
from salesapp.customers.access import may_assign, may_change, visible_to
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.queries import Person, of_customer, people_of
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.customers.rules import Completeness
from salesapp.db import db
from salesapp.playbook.dictionaries import queries
from salesapp.rights.rules import runs
from salesapp.rounds import in_one_round
from salesapp.statements import kept
from salesapp.trail.models import AuditEntry
from salesapp.words import gettext as _


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
    completeness: Completeness
    may_change: bool
    runs: bool
    may_hand_over: bool
    reader_id: int

    @property
    def title(self) -> str:
        """What everybody calls them."""
        return self.short_name or self.full_name

    @property
    def standing(self) -> str:
        """意向客户 · 普通 · 活跃度高."""
        words = (
            rules.word("kind", self.kind),
            rules.word("tier", self.tier),
            rules.activity_words(self.activity_level),
        )
        return " · ".join(words)

    @property
    def size_words(self) -> str:
        """中型 · 320 人 · 8,000 万元/年."""
        parts = [rules.word("size", self.size)]
        if self.headcount is not None:
            parts.append(_("%(count)s people", count=self.headcount))
        if self.revenue is not None:
            amount = f"{self.revenue / rules.WAN:,.0f}"
            parts.append(_("%(amount)s ten thousand yuan a year", amount=amount))
        return " · ".join(parts)

    @property
    def source_words(self) -> str:
        """展会 · 某某装备展."""
        said = queries.label("source_channel", self.source_channel), self.source_note
        return " · ".join(part for part in said if part)

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

    @property
    def first_to_call(self) -> Person | None:
        """Whom one calls: the first in office with a number, the key contact before the others."""
        return next((p for p in self.contacts if p.in_office and p.phone_masked), None)


#: Second looks at a table, made once: an alias costs more than the query that uses it.
_PARENT, _OWNER = aliased(Customer), aliased(User)
_COLUMNS = (
    *(getattr(Customer, name) for name in Card.__dataclass_fields__ if name in Customer.__table__.columns),
    _PARENT.full_name.label("parent_name"), _OWNER.name.label("owner_name"), _OWNER.team_id,
)  # fmt: skip


def card(customer_id: int, user: User) -> Card | None:
    """Return the card of one customer, if this person may see it: two queries, plain values."""
    found = db.session.execute(*_one(user, customer_id)).mappings().first()
    if found is None:
        return None
    row = dict(found)
    in_charge = runs(user, owner_id=row["owner_id"], team_id=row.pop("team_id"))
    known, shared = in_one_round(of_customer(customer_id), _shared(customer_id))
    contacts = people_of(row._asdict() for row in known)
    return Card(
        **row, contacts=contacts, completeness=_completeness(row, contacts), reader_id=user.id, runs=in_charge,
        collaborators=tuple((row.id, row.name, row.role) for row in shared),
        may_change=may_change(user), may_hand_over=in_charge and may_assign(user),
    )  # fmt: skip


@kept
def _one(user: User, customer_id: int) -> Select:
    query = visible_to(user).where(Customer.id == customer_id)
    query = query.outerjoin(_PARENT, _PARENT.id == Customer.parent_id)
    return query.outerjoin(_OWNER, _OWNER.id == Customer.owner_id).with_only_columns(*_COLUMNS)


@kept
def _shared(customer_id: int) -> Select:
    query = select(User.id, User.name, User.role).where(CustomerCollaborator.customer_id == customer_id)
    of_user = CustomerCollaborator.user_id == User.id
    return query.join(CustomerCollaborator, of_user).order_by(CustomerCollaborator.id)


def _completeness(values: dict[str, Any], contacts: Sequence[Person]) -> Completeness:
    present = [person for person in contacts if person.in_office]
    phone, email = any(one.phone_masked for one in present), any(one.email for one in present)
    role, notice = any(one.decision_role for one in present), any(one.privacy_notice_on for one in present)
    return rules.completeness(
        rules.filled_in(values, contact=bool(present), phone=phone, email=email, role=role, notice=notice)
    )


def groups_above(customer_id: int | None) -> set[int]:
    """Return a company and the groups that it belongs to, up to the top."""
    above: set[int] = set()
    while customer_id is not None and customer_id not in above:
        above.add(customer_id)
        customer_id = db.session.scalar(select(Customer.parent_id).where(Customer.id == customer_id))
    return above


#: Fields that follow from something else that is told anyway.
BY_ITSELF = frozenset(
    ("owner_id", "owner_since", "last_contact_at", "former_names", "activity_level", "match_score", "successor_id")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed, as stored: when, by whom, of the company or of which person, from what to what."""

    at: datetime
    by: str | None
    subject: str  # customer or contact
    person: str | None
    field: str
    before: Any
    after: Any


def changes(customer_id: int, limit: int = 30) -> list[Change]:
    """Return the latest changes of a customer's fields and of its people's, from the audit trail (R7, R47)."""
    return changes_of(db.session.execute(*latest_changes(customer_id, size=limit)), limit)


def changes_of(rows: Iterable[Any], limit: int = 30) -> list[Change]:
    """Return the changes of which entries of the trail tell."""
    found = []
    for row in rows:
        for field, (before, after) in json.loads(row.changes).items():
            if field == "parent_id":
                before, after = _name(before), _name(after)
            if field not in BY_ITSELF:
                person = row.object_label if row.object_type == "contact" else None
                found.append(Change(row.at, row.actor_name, row.object_type, person, field, before, after))
    return found[:limit]


@kept
def latest_changes(customer_id: int, *, size: int = 30) -> Select:
    """Ask for the latest changes of a customer and of its people, as the trail has them."""
    of_people = select(Contact.id).where(Contact.customer_id == customer_id)
    of_company = (AuditEntry.object_type == "customer") & (AuditEntry.object_id == customer_id)
    of_person = (AuditEntry.object_type == "contact") & AuditEntry.object_id.in_(of_people)
    columns = (AuditEntry.actor_name, AuditEntry.object_type, AuditEntry.object_label, AuditEntry.changes)
    query = select(AuditEntry.at, *columns).where(AuditEntry.event == "change", or_(of_company, of_person))
    return query.order_by(AuditEntry.seq.desc()).limit(size)


def _name(customer_id: int | None) -> str | None:
    if not customer_id:
        return None
    return db.session.scalar(select(Customer.full_name).where(Customer.id == customer_id))
