"""Lists of customers: searched, filtered, sorted, by keyset pages; what is exported of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from salesapp.accounts.models import User
from salesapp.chinese import texts
from salesapp.customers.access import sees_few, visible_to
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.words.queries import Said, found_by, said_of
from salesapp.db import db
from salesapp.statements import Made, Stored, kept
from salesapp.web import pages, params
from salesapp.web.drawn import met, read

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
    def mine(self) -> bool:
        """Whether only one's own ones are asked for."""
        return self.scope == "mine"

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
    #: How it was drawn: see :mod:`salesapp.web.drawn`.
    drawn: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


#: What a line is made of, and where it stands in each order.
_COLUMNS = (
    Customer.id, Customer.number, Customer.full_name, Customer.short_name, Customer.kind, Customer.tier,
    Customer.activity_level, Customer.industry, Customer.region, Customer.owner_id, User.name.label("owner_name"),
    Contact.name.label("contact_name"), Contact.title.label("contact_title"), Contact.mobile.label("contact_mobile"),
    Customer.last_contact_at, Customer.updated_at,
)  # fmt: skip
_STORED = {sort: Stored(*_COLUMNS, column.label("position")) for sort, (column, _descending) in SORTS.items()}


def page(user: User, wanted: Wanted, cursor: str | None = None, *, size: int = PAGE) -> pages.Page[Line]:
    """Return one page of the customers that a person may see and asked for."""
    kind = params.words if wanted.sort in ("name", "number") else params.moment
    after = pages.read(cursor, kind, params.record_id) or (None, None)
    said, sort = said_of(wanted.text), wanted.sort
    query: Select | Made
    if said is None:
        query = _after(_in_order(filtered(user, wanted), sort), sort, *after).limit(size + 1)
    else:
        query = _page(
            user, *_values(wanted), *after, size + 1, said.ids, *said.patterns,
            mine=wanted.mine, of_few=sees_few(user, wanted.text), sort=sort, words=said.words,
        )  # fmt: skip
    rows = met("customers.lines", _STORED[sort], query, lambda row: Line(*row), sort)
    return pages.cut(rows, size, lambda line: (_plain(line.position), line.id))


def export(user: User, wanted: Wanted) -> Iterator[Line]:
    """Yield everything that the filters show, in the order of the list."""
    query = _in_order(filtered(user, wanted), wanted.sort).execution_options(yield_per=500)
    return (Line(*read(_STORED[wanted.sort], row)) for row in db.session.execute(query))


def named(user: User, ids: Collection[int]) -> Sequence[Row]:
    """Return id, number and name of those of some customers that a person may see."""
    query = visible_to(user).where(Customer.id.in_(ids))
    return db.session.execute(query.with_only_columns(Customer.id, Customer.number, Customer.full_name)).all()


def total(user: User, wanted: Wanted) -> str:
    """Return how many there are, as it is shown: counted up to a limit, so that it stays cheap however many fit."""
    most = MOST_COUNTED_SEARCHED if wanted.text else MOST_COUNTED
    said = said_of(wanted.text)
    if said is None:
        made: Made = (_up_to(filtered(user, wanted), most + 1), {})
    else:
        values = (*_values(wanted), most + 1, said.ids, *said.patterns)
        made = _counted(user, *values, mine=wanted.mine, of_few=sees_few(user, wanted.text), words=said.words)
    found = db.session.scalar(*made) or 0
    return f"{most}+" if found > most else str(found)


def filtered(user: User, wanted: Wanted) -> Select[Customer]:
    """Return the customers a person may see, narrowed to what they asked for."""
    query = _narrowed(user, *_values(wanted), mine=wanted.mine, of_few=sees_few(user, wanted.text))
    return query.where(found_by(wanted.text)) if search_text.terms(wanted.text) else query


# ------------------------------------------------------- the statements, made once for whatever is asked


def _values(wanted: Wanted) -> tuple[Any, ...]:
    region = wanted.region if re.fullmatch(r"[0-9]{6}", wanted.region) else ""
    begins = region.removesuffix("00").removesuffix("00")
    asked = wanted.kind, wanted.tier, wanted.activity, begins, len(begins) > 2 and begins.ljust(6, "9")
    return wanted.owner_id, *(value or None for value in asked)


def _narrowed(
    user: User, owner_id: int | None, kind: str | None, tier: str | None, activity: str | None,
    first: str | None, last: str | None, *, mine: bool, of_few: bool,
) -> Select[Customer]:  # fmt: skip
    query = visible_to(user, of_few=of_few)
    if mine:
        query = query.where(Customer.owner_id == user.id)
    columns = (Customer.owner_id, Customer.kind, Customer.tier, Customer.activity_level)
    for column, value in zip(columns, (owner_id, kind, tier, activity), strict=True):
        if value is not None:
            query = query.where(column == value)
    if first is None:
        return query
    # of a province there are many: its index would give them all to be sorted
    its = Customer.region
    return query.where(its.startswith(first) if last is None else its.between(first, last))


@kept
def _page(
    user: User, owner_id: int | None, kind: str | None, tier: str | None, activity: str | None,
    first: str | None, last: str | None, position: Any, last_id: int | None, size: int, ids: Sequence[int] | None, *patterns: str,
    mine: bool, of_few: bool, sort: str, words: tuple[int, ...],
) -> Select:  # fmt: skip
    query = _narrowed(user, owner_id, kind, tier, activity, first, last, mine=mine, of_few=of_few)
    query = query.where(*Said(ids, patterns, words).conditions())
    return _after(_in_order(query, sort), sort, position, last_id).limit(size)


@kept
def _counted(
    user: User, owner_id: int | None, kind: str | None, tier: str | None, activity: str | None,
    first: str | None, last: str | None, most: int, ids: Sequence[int] | None, *patterns: str,
    mine: bool, of_few: bool, words: tuple[int, ...],
) -> Select:  # fmt: skip
    query = _narrowed(user, owner_id, kind, tier, activity, first, last, mine=mine, of_few=of_few)
    return _up_to(query.where(*Said(ids, patterns, words).conditions()), most)


def _up_to(query: Select[Customer], most: int) -> Select[int]:
    """Count the rows of a query, at most so many."""
    return select(func.count()).select_from(query.with_only_columns(Customer.id).limit(most).subquery())


def _in_order(query: Select[Customer], sort: str) -> Select:
    """Select what a line is made of, in an order."""
    column, descending = SORTS[sort]
    order = (column.desc(), Customer.id.desc()) if descending else (column, Customer.id)
    of_key = and_(Contact.customer_id == Customer.id, Contact.is_key)
    whole = query.outerjoin(User, User.id == Customer.owner_id).outerjoin(Contact, of_key)
    return whole.with_only_columns(*_STORED[sort].columns).order_by(*order)


def _after(query: Select, sort: str, position: Any, last_id: int | None) -> Select:
    if last_id is None:
        return query
    column, descending = SORTS[sort]
    return query.where(pages.beyond(column, Customer.id, (position, last_id), descending=descending))


def _plain(value) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
