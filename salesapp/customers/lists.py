"""Lists of customers: searched, filtered, sorted, by keyset pages; what people pick from; what is exported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from salesapp.accounts.models import User
from salesapp.customers import search_text
from salesapp.customers.kinds import Status
from salesapp.customers.models import Contact, Customer
from salesapp.customers.sight import visible_to
from salesapp.db import db
from salesapp.web import pages, params

PAGE = 50
MOST_COUNTED, MOST_COUNTED_SEARCHED = 1000, 200  # a search looks at every line that it counts
PICK = 12
SORTS = {
    "updated": (Customer.updated_at, True),
    "name": (Customer.full_name, False),
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
    sort: str = "updated"

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            object.__setattr__(self, "sort", "updated")


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


def total(user: User, wanted: Wanted) -> str:
    """Return how many there are, as it is shown: counted up to a limit, so that it stays cheap however many fit."""
    most = MOST_COUNTED_SEARCHED if wanted.text else MOST_COUNTED
    ids = filtered(user, wanted).with_only_columns(Customer.id).limit(most + 1).subquery()
    found = db.session.scalar(select(func.count()).select_from(ids)) or 0
    return f"{most}+" if found > most else str(found)


def filtered(user: User, wanted: Wanted) -> Select[tuple[Customer]]:
    """Return the customers a person may see, narrowed to what they asked for."""
    query = visible_to(user)
    for term in search_text.terms(wanted.text):
        query = query.where(matching(term))
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


def matching(term: str) -> ColumnElement[bool]:
    """Return the condition for one word of a search: names, pinyin, initials, number, last four digits, a whole mobile."""
    found = [Customer.search_text.like(pattern, escape="\\") for pattern in search_text.patterns(term)]
    digits = term.removeprefix("+86")
    if digits.isdigit() and len(digits) == 11:
        owners = select(Contact.customer_id).where(Contact.mobile == f"+86{digits}")
        found.append(Customer.id.in_(owners))
    if len(term) == 18 and term.isalnum():
        found.append(Customer.credit_code == term.upper())
    return or_(*found)


def pick(term: str, user: User, limit: int = PICK) -> Sequence:
    """Return customers to choose from, the best match first: (id, full_name, number, owner_name)."""
    words = search_text.terms(term)
    query = visible_to(user)
    for word in words:
        query = query.where(matching(word))
    order = [Customer.updated_at.desc()]
    if words:
        order.insert(0, Customer.full_name.startswith(words[0], autoescape=True).desc())
    return db.session.execute(
        query.outerjoin(User, User.id == Customer.owner_id)
        .with_only_columns(Customer.id, Customer.full_name, Customer.number, User.name.label("owner_name"))
        .order_by(*order)
        .limit(limit)
    ).all()


def pick_contacts(customer_id: int, user: User, term: str = "", limit: int = PICK) -> Sequence[Contact]:
    """Return the people of a customer to choose from, those in office, the key one first."""
    seen = visible_to(user).with_only_columns(Customer.id)
    query = (
        select(Contact)
        .where(
            Contact.customer_id == customer_id,
            Contact.customer_id.in_(seen),
            Contact.status == Status.ACTIVE.value,
        )
        .order_by(Contact.is_key.desc(), Contact.id)
    )
    if term:
        word = search_text.normalise(term)
        query = query.where(
            or_(
                Contact.name.contains(term, autoescape=True), Contact.pinyin.startswith(word, autoescape=True)
            )
        )
    return db.session.scalars(query.limit(limit)).all()


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


def name_of(customer_id: int, user: User) -> str | None:
    """Return the name of a customer that a person may see."""
    query = visible_to(user).with_only_columns(Customer.full_name).where(Customer.id == customer_id)
    return db.session.scalar(query)
