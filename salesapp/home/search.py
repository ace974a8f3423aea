"""One search for everything: customers, people, opportunities, contracts, records (conventions 3.12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from salesapp.accounts.models import User
from salesapp.activities import queries as activities
from salesapp.activities.models import Activity
from salesapp.contracts import queries as contracts
from salesapp.contracts.models import Contract
from salesapp.customers import lists, search_text
from salesapp.customers import queries as customers
from salesapp.customers.models import Contact, Customer
from salesapp.db import db
from salesapp.opportunities import queries as opportunities
from salesapp.opportunities.models import Opportunity

FOUND = 20
RECORD = "GT"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its words, what stands beside them, and where it opens."""

    kind: str
    title: str
    detail: str
    number: str
    record_id: int


def search(words: str, user: User, limit: int = FOUND) -> list[Hit]:
    """Return what a person may see of what they look for: by 汉字, pinyin, initials, number, last four digits."""
    term = search_text.normalise(words).strip()
    if not term:
        return []
    if term.upper().startswith(RECORD) and any(letter.isdigit() for letter in term):
        return _records(term, user, limit)
    return [*_customers(words, user, limit), *_contacts(term, user, limit), *_opportunities(term, user, limit),
            *_contracts(term, user, limit)]  # fmt: skip


def suggestions(words: str, user: User, limit: int) -> list[Hit]:
    """Return the first hits while somebody types: customers, found by their people too, and what has such a number.

    Names of opportunities and contracts are left to the page of all hits: they would be read through at every key.
    """
    term = search_text.normalise(words).strip()
    if not term:
        return []
    if len(term) > 4 and any(letter.isdigit() for letter in term):
        return search(words, user, 4)[:limit]
    return _customers(words, user, limit)


def exact(hits: Sequence[Hit], words: str) -> Hit | None:
    """Return the one thing whose number was typed in full."""
    number = search_text.normalise(words).strip().upper()
    found = [hit for hit in hits if hit.number and hit.number.upper() == number]
    return found[0] if len(found) == 1 else None


def _customers(words: str, user: User, limit: int) -> list[Hit]:
    return [
        Hit(
            "customer",
            row.full_name,
            " · ".join(part for part in (row.number, row.owner_name) if part),
            row.number,
            row.id,
        )
        for row in lists.pick(words, user, limit)
    ]


def _contacts(term: str, user: User, limit: int) -> list[Hit]:
    seen = customers.visible_to(user).with_only_columns(Customer.id).order_by(None)
    matches = [Contact.name.contains(term, autoescape=True)]
    if term.isdigit() and len(term) == 4:
        matches.append(Contact.mobile_tail == term)
    elif term.isascii() and term.isalpha():
        matches.append(Contact.pinyin.startswith(term, autoescape=True))
    query = (
        select(Contact.name, Contact.title, Customer.full_name, Customer.id, Contact.status)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(or_(*matches), Customer.id.in_(seen))
        .order_by(Contact.status, Contact.id.desc())
        .limit(limit)
    )
    return [
        Hit("contact", f"{row.name} {row.title}", row.full_name, "", row.id)
        for row in db.session.execute(query)
    ]


def _opportunities(term: str, user: User, limit: int) -> list[Hit]:
    query = (
        opportunities.visible_to(user)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(_numbered(Opportunity, term))
        .with_only_columns(
            Opportunity.id,
            Opportunity.name,
            Opportunity.number,
            func.coalesce(Customer.short_name, Customer.full_name),
        )
        .order_by(None)
        .order_by(Opportunity.updated_at.desc())
        .limit(limit)
    )
    return [
        Hit("opportunity", name, f"{number} · {customer}", number, row_id)
        for row_id, name, number, customer in db.session.execute(query)
    ]


def _contracts(term: str, user: User, limit: int) -> list[Hit]:
    query = (
        contracts.visible_to(user)
        .join(Customer, Customer.id == Contract.customer_id)
        .where(_numbered(Contract, term))
        .with_only_columns(
            Contract.id,
            Contract.name,
            Contract.number,
            func.coalesce(Customer.short_name, Customer.full_name),
        )
        .order_by(None)
        .order_by(Contract.updated_at.desc())
        .limit(limit)
    )
    return [
        Hit("contract", name, f"{number} · {customer}", number, row_id)
        for row_id, name, number, customer in db.session.execute(query)
    ]


def _records(term: str, user: User, limit: int) -> list[Hit]:
    query = (
        activities.visible_to(user)
        .join(Customer, Customer.id == Activity.customer_id)
        .where(Activity.number.startswith(term.upper(), autoescape=True))
        .with_only_columns(Activity.id, Activity.number, Customer.full_name)
        .order_by(Activity.id.desc())
        .limit(limit)
    )
    return [
        Hit("activity", number, customer, number, row_id)
        for row_id, number, customer in db.session.execute(query)
    ]


def _numbered(model, term: str):
    """Match a number from its beginning or its last digits, or a part of the name."""
    matches = [func.lower(model.name).contains(term, autoescape=True)]
    if any(letter.isdigit() for letter in term):
        matches.append(func.lower(model.number).contains(term, autoescape=True))
    return or_(*matches)
