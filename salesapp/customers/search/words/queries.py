"""What the words of a search find of customers: in their lines, by telephone number, credit code or mail."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.chinese import phone_search
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.pairs import queries as pairs
from salesapp.customers.search.pairs.models import asked_before
from salesapp.customers.search.pairs.queries import within
from salesapp.customers.search.pairs.rules import sought
from salesapp.db import db
from salesapp.planner import off_index


def found_by(text: str) -> ColumnElement[bool]:
    """Return the condition of a search: each word finds the customer, or all of it is a telephone number or one reading."""
    words = search_text.terms(text)
    plain = [word for word in words if not _is_more(word)]
    found = [and_(within(Customer.search_text, plain), *(_matching(word, _narrowed(word)) for word in words))]
    if reading := search_text.joined(words):
        found.append(matching(reading))
    if number := phone_search.sought(text):
        found += _called(number)
    return or_(*found)


def _narrowed(word: str) -> ColumnElement[bool]:
    """Return what narrows the lines of one word among several, which are narrowed together as far as they are but words."""
    return within(Customer.search_text, [word]) if _is_more(word) else true()


def matching(term: str) -> ColumnElement[bool]:
    """Return the condition for one word: names, pinyin, initials, number, last four digits, credit code, phone, mail."""
    return _matching(term, within(Customer.search_text, [term]))


def _matching(term: str, narrowed: ColumnElement[bool]) -> ColumnElement[bool]:
    said = (Customer.search_text.like(pattern, escape="\\") for pattern in search_text.patterns(term))
    found: list[ColumnElement[bool]] = [and_(narrowed, or_(*said))]
    if number := phone_search.sought(term):
        found += _called(number)
    if len(term) == 18 and term.isalnum():
        found.append(Customer.credit_code == term.upper())
    if "@" in term:
        of_mail = select(Contact.customer_id).where(func.lower(Contact.email).contains(term, autoescape=True))
        found.append(Customer.id.in_(of_mail))
    return or_(*found)


def of_found(customer_id: InstrumentedAttribute[int], term: str) -> ColumnElement[bool]:
    """Return whether a word finds the customer of a row: one of a few that are named, or else asked of each row.

    A word that many customers have fills a page of the latest rows soon; a list of all of them would grow with the house.
    Of those that some have, most rows are told by the number of their customer alone.
    """
    if pairs.few(Customer.search_text, [term]) is not None:
        return customer_id.in_(select(Customer.id).where(matching(term)))
    its = select(Customer.id).where(Customer.id == customer_id, matching(term))
    of_row = its.correlate(customer_id.class_).exists()
    holders = None if _is_more(term) else pairs.some(Customer.search_text, term)
    if holders is not None:
        return and_(off_index(customer_id).in_(holders), of_row)
    latest = _latest(term)
    if len(latest) > pairs.FEW:
        return of_row
    named = (
        select(Customer.id).where(Customer.id.in_(latest)).cte()
    )  # once, in however many pieces a list is asked for
    return customer_id.in_(select(named.c.id))


def is_rare(term: str) -> bool:
    """Return whether a word of which the pieces tell nothing, a reading mostly, finds few customers."""
    return not sought([term]) and len(_latest(term)) <= pairs.FEW


def _latest(term: str) -> Sequence[int]:
    """Return the customers that a word finds, of too many only the latest: one more than are named."""
    known, key = asked_before(db.session()), ("found", term)
    if key not in known:
        latest = select(Customer.id).where(matching(term)).order_by(Customer.updated_at.desc())
        known[key] = db.session.scalars(latest.limit(pairs.FEW + 1)).all()
    return known[key]


def _called(number: phone_search.Sought) -> list[ColumnElement[bool]]:
    """Return the conditions of a telephone number: of a person or of the company, with its area code or without."""
    of_people, of_firm = reached(number), Customer.phone_key == (number.landline or number.mobile.lstrip("+"))
    if number.local:
        of_firm = Customer.phone_key.endswith(number.local)
    return [Customer.id.in_(select(Contact.customer_id).where(of_people)), of_firm]


def reached(number: phone_search.Sought) -> ColumnElement[bool]:
    """Return the condition of the people who have a telephone number."""
    if number.mobile:
        return Contact.mobile == number.mobile
    if number.local:
        return Contact.landline_key.endswith(number.local)
    return Contact.landline_key == number.landline


@dataclass(frozen=True, slots=True)
class Said:
    """A search that looks for its words in the lines alone: among a few records, and by how many patterns each word."""

    ids: Sequence[int] | None
    patterns: Sequence[str]
    words: tuple[int, ...]

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions: every word stands in the line, written in one of its ways."""
        found: list[ColumnElement[bool]] = [] if self.ids is None else [Customer.id.in_(self.ids)]
        patterns = iter(self.patterns)
        for ways in self.words:
            like = (
                Customer.search_text.like(pattern, escape="\\")
                for pattern in itertools.islice(patterns, ways)
            )
            found.append(or_(*like))
        return found


def said_of(text: str) -> Said | None:
    """Return the words of a search; nothing where one may be more than a word: a number, a mail, a credit code, a reading."""
    words = search_text.terms(text)
    if search_text.joined(words) or any(map(_is_more, (text, *words))):
        return None
    ways = [search_text.patterns(word) for word in words]
    return Said(
        pairs.few(Customer.search_text, words), [each for way in ways for each in way], tuple(map(len, ways))
    )


def _is_more(term: str) -> bool:
    return bool(phone_search.sought(term)) or "@" in term or (len(term) == 18 and term.isalnum())
