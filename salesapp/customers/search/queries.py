"""Customers and their people in the search for everything (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.accounts.models import User
from salesapp.chinese import person_names, phone_search
from salesapp.customers.access import seen_at, seen_by
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.queries import named
from salesapp.customers.contacts.rules import Status
from salesapp.customers.models import Customer
from salesapp.customers.picking.queries import pick
from salesapp.customers.search.pairs.queries import FEW, few, within
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
    found = [and_(within(line, words), *(_reads(line, word) for word in words))]
    if reading := joined(words):
        found.append(holds(line, reading))
    return or_(*found)


def holds(line: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """Match one word in a search line."""
    return and_(within(line, [word]), _reads(line, word))


def picked(line: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """Match one word in a search line by the ids of the rows that hold it, where they are few.

    For a reading that hardly anybody has: the lines are read from their index, once, and not with each row of a list.
    """
    its = line.parent.class_
    ids = db.session.scalars(select(its.id).where(holds(line, word)).limit(FEW + 1)).all()
    return its.id.in_(ids) if len(ids) <= FEW else holds(line, word)


def _reads(line: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return or_(*(line.like(pattern, escape="\\") for pattern in patterns(word)))


def find_people(term: str, user: User, limit: int) -> list[Hit]:
    """Return the people that are found by their name, its pinyin, a telephone number, its last four digits, or a mail."""
    asked = [few(Contact.name_key, map(person_names.key, term.split()))]
    matches = [named(term)]
    if term.isascii() and term.isalpha():
        asked.append(few(Contact.pinyin, [term]))
        matches.append(Contact.pinyin.startswith(term, autoescape=True))
    many = None in asked
    if not many:
        matches = [and_(Contact.id.in_(sorted({one for ids in asked for one in ids or ()})), or_(*matches))]
    if number := phone_search.sought(term):
        matches.append(reached(number))
    if "@" in term:
        matches.append(func.lower(Contact.email).contains(term, autoescape=True))
    if term.isdigit() and len(term) == 4:
        matches.append(Contact.mobile_tail == term)
    found, order = and_(or_(*matches), seen_by(user)), (Contact.status, Contact.id.desc())
    if many:  # a page is full soon: walk from the latest, and ask of each
        latest = select(Contact.id).where(or_(*matches), seen_at(Contact.customer_id, user))
        picks = (
            latest.where(Contact.status == status.value).order_by(Contact.id.desc()).limit(limit)
            for status in Status
        )
        ids = union_all(*(select(pick.subquery().c.id) for pick in picks)).subquery()
        found = Contact.id.in_(select(ids.c.id))
    query = (
        select(Contact.name, Contact.title, Customer.full_name, Customer.id)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(found)
        .order_by(*order)
        .limit(limit)
    )
    return [Hit(f"{row.name} {row.title}", row.full_name, "", row.id) for row in db.session.execute(query)]
