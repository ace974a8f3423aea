"""Lists of customers: searched, filtered, sorted, by keyset pages; what is exported of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true

from salesapp.accounts.models import User
from salesapp.chinese import phone_search, texts
from salesapp.customers.access import visible_to
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.pairs.queries import within
from salesapp.db import db
from salesapp.web import pages, params

PAGE, LONGEST = 50, 100
MOST_COUNTED, MOST_COUNTED_SEARCHED = 1000, 200  # a search looks at every line that it counts
FIRST_SORT = "updated"
SORTS = {
    "updated": (Customer.updated_at, True),
    "name": (Customer.sort_key, False),
    "contact": (func.coalesce(Customer.last_contact_at, Customer.created_at), True),
    "created": (Customer.created_at, True),
    "number": (Customer.number, True),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; everything lives in the address."""

    text: str = ""
    scope: str = ""  # "mine" or "" for all that one may see
    kind: str = ""
    tier: str = ""
    activity: str = ""
    owner_id: int | None = None
    region: str = ""
    sort: str = FIRST_SORT

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            object.__setattr__(self, "sort", FIRST_SORT)

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Wanted:
        """Return what the parameters of an address ask for; what cannot be is as good as nothing."""
        asked = {name: texts.clean(value)[:LONGEST] for name, value in args.items()}
        return cls(
            text=asked.get("q", ""),
            scope=asked.get("scope", ""),
            kind=asked.get("kind", ""),
            tier=asked.get("tier", ""),
            activity=asked.get("activity", ""),
            owner_id=params.id_or(args.get("owner")),
            region=asked.get("region", ""),
            sort=asked.get("sort", FIRST_SORT),
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """Return the parameters of the address that asks for the same with some changes; nothing of what is empty."""
        whole = {
            "form": "", "q": self.text, "scope": self.scope, "kind": self.kind, "tier": self.tier,
            "activity": self.activity, "owner": self.owner_id, "region": self.region,
            "sort": "" if self.sort == FIRST_SORT else self.sort,
        }  # fmt: skip
        return {name: value for name, value in {**whole, **changes}.items() if value}

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.text or self.owner_id or self.region or self.filtered)

    @property
    def filtered(self) -> bool:
        """Whether one of the filters is chosen."""
        return bool(self.scope or self.kind or self.tier or self.activity)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    id: int
    number: str
    full_name: str
    short_name: str | None
    kind: str
    tier: str
    activity_level: str
    industry: str
    region: str
    owner_id: int | None
    owner_name: str | None
    contact_name: str | None
    contact_title: str | None
    contact_mobile: str | None
    last_contact_at: datetime | None
    updated_at: datetime
    position: object


def page(user: User, wanted: Wanted, cursor: str | None = None, *, size: int = PAGE) -> pages.Page[Line]:
    """Return one page of the customers that a person may see and asked for."""
    column, descending = SORTS[wanted.sort]
    query = _lines(user, wanted).limit(size + 1)
    kind = params.words if wanted.sort in ("name", "number") else params.moment
    after = pages.read(cursor, kind, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(column, Customer.id, after, descending=descending))
    rows = [Line(*row) for row in db.session.execute(query)]
    return pages.cut(rows, size, lambda line: (_plain(line.position), line.id))


def export(user: User, wanted: Wanted) -> Iterator[Line]:
    """Yield everything that the filters show, in the order of the list."""
    query = _lines(user, wanted).execution_options(yield_per=500)
    return (Line(*row) for row in db.session.execute(query))


def named(user: User, ids: Collection[int]) -> Sequence[Row]:
    """Return id, number and name of those of some customers that a person may see."""
    columns = (Customer.id, Customer.number, Customer.full_name)
    query = visible_to(user).where(Customer.id.in_(ids)).with_only_columns(*columns).order_by(None)
    return db.session.execute(query).all()


def total(user: User, wanted: Wanted) -> str:
    """Return how many there are, as it is shown: counted up to a limit, so that it stays cheap however many fit."""
    most = MOST_COUNTED_SEARCHED if wanted.text else MOST_COUNTED
    ids = filtered(user, wanted).with_only_columns(Customer.id).limit(most + 1).subquery()
    found = db.session.scalar(select(func.count()).select_from(ids)) or 0
    return f"{most}+" if found > most else str(found)


def filtered(user: User, wanted: Wanted) -> Select[Customer]:
    """Return the customers a person may see, narrowed to what they asked for."""
    query = visible_to(user)
    if search_text.terms(wanted.text):
        query = query.where(found_by(wanted.text))
    if wanted.scope == "mine":
        query = query.where(Customer.owner_id == user.id)
    if wanted.owner_id is not None:
        query = query.where(Customer.owner_id == wanted.owner_id)
    for column, value in (
        (Customer.kind, wanted.kind),
        (Customer.tier, wanted.tier),
        (Customer.activity_level, wanted.activity),
    ):
        if value:
            query = query.where(column == value)
    if wanted.region.isascii() and wanted.region.isdigit() and len(wanted.region) == 6:
        query = query.where(Customer.region.startswith(wanted.region.removesuffix("00").removesuffix("00")))
    return query


def found_by(text: str) -> ColumnElement[bool]:
    """Return the condition of a search: each word finds the customer, or all of it is a telephone number or one reading."""
    words = search_text.terms(text)
    found = [and_(within(Customer, words), *(_matching(word, true()) for word in words))]
    if reading := search_text.joined(words):
        found.append(matching(reading))
    if number := phone_search.sought(text):
        found += _called(number)
    return or_(*found)


def matching(term: str) -> ColumnElement[bool]:
    """Return the condition for one word: names, pinyin, initials, number, last four digits, credit code, phone, mail."""
    return _matching(term, within(Customer, [term]))


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


def _lines(user: User, wanted: Wanted) -> Select:
    column, descending = SORTS[wanted.sort]
    order = (column.desc(), Customer.id.desc()) if descending else (column, Customer.id)
    return (
        filtered(user, wanted)
        .outerjoin(User, User.id == Customer.owner_id)
        .outerjoin(Contact, and_(Contact.customer_id == Customer.id, Contact.is_key))
        .with_only_columns(
            Customer.id, Customer.number, Customer.full_name, Customer.short_name, Customer.kind, Customer.tier,
            Customer.activity_level, Customer.industry, Customer.region, Customer.owner_id, User.name, Contact.name,
            Contact.title, Contact.mobile, Customer.last_contact_at, Customer.updated_at, column,
        )
        .order_by(*order)
    )  # fmt: skip


def _plain(value) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
