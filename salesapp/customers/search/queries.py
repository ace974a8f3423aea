"""Customers and their people in the search for everything (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.accounts.models import User
from salesapp.chinese import person_names, phone_search
from salesapp.customers.access import seen_by
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.queries import named
from salesapp.customers.models import Customer
from salesapp.customers.picking.queries import pick
from salesapp.customers.search.pairs.queries import within
from salesapp.customers.search.rules import joined, patterns, terms
from salesapp.customers.search.words.queries import reached
from salesapp.db import db
from salesapp.web.hits import Hit


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the customers that are found by their names, pinyin, initials, number, people or last four digits."""
    return [
        Hit(
            row.full_name,
            " · ".join(part for part in (row.number, row.owner_name) if part),
            row.number,
            row.id,
        )
        for row in pick(term, user, limit)
    ]


def said_in(line: InstrumentedAttribute[str], term: str) -> ColumnElement[bool]:
    """Match every word of a term in the search line of a record, or all as the syllables of one reading."""
    words = terms(term)
    found = [and_(within(line.parent.class_, words), *(_reads(line, word) for word in words))]
    if reading := joined(words):
        found.append(_reads(line, reading))
    return or_(*found)


def holds(line: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """Match one word in a search line."""
    return and_(within(line.parent.class_, [word]), _reads(line, word))


def _reads(line: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return or_(*(line.like(pattern, escape="\\") for pattern in patterns(word)))


def find_people(term: str, user: User, limit: int) -> list[Hit]:
    """Return the people that are found by their name, its pinyin, a telephone number, its last four digits, or a mail."""
    matches = [and_(within(Contact, map(person_names.key, term.split())), named(term))]
    if number := phone_search.sought(term):
        matches.append(reached(number))
    if "@" in term:
        matches.append(func.lower(Contact.email).contains(term, autoescape=True))
    if term.isdigit() and len(term) == 4:
        matches.append(Contact.mobile_tail == term)
    elif term.isascii() and term.isalpha():
        matches.append(Contact.pinyin.startswith(term, autoescape=True))
    query = (
        select(Contact.name, Contact.title, Customer.full_name, Customer.id)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(or_(*matches), seen_by(user))
        .order_by(Contact.status, Contact.id.desc())
        .limit(limit)
    )
    return [Hit(f"{row.name} {row.title}", row.full_name, "", row.id) for row in db.session.execute(query)]
