"""Rows of lists: searched, filtered, by keyset pages, high intent first; what is counted of them (R14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true

from salesapp.accounts.models import User
from salesapp.chinese import phone_search, texts
from salesapp.customers.search import rules as search_text
from salesapp.db import db
from salesapp.prospecting.lists import access
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.prospecting.lists.rules import Result
from salesapp.prospecting.scoring.rules import Intent, places
from salesapp.web import clock, pages, params
from salesapp.web.spans import Span
from salesapp.web.spans import asked as asked_days

PAGE, LONGEST = 50, 100
MOST_COUNTED, MOST_COUNTED_SEARCHED = 1000, 200  # a search looks at every line that it counts
LATE, REACHED = "late", "reached"
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; everything lives in the address."""

    text: str = ""
    scope: str = ""  # "mine", "nobody" or "" for all that one may see
    result: str = ""  # a result, or "late": past its day; "reached": ever contacted
    intent: str = ""
    channel: str = ""
    referrer: str = ""
    region: str = ""
    industry: str = ""
    owner_id: int | None = None
    days: Span | None = None  # in which they came into their list

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Wanted:
        """Return what the parameters of an address ask for; what cannot be is as good as nothing."""
        asked = {name: texts.clean(value)[:LONGEST] for name, value in args.items()}
        result, intent, scope = asked.get("result", ""), asked.get("intent", ""), asked.get("scope", "")
        return cls(
            text=asked.get("q", ""),
            scope=scope if scope in ("mine", NOBODY) else "",
            result=result if result in {*Result, LATE, REACHED} else "",
            intent=intent if intent in set(Intent) else "",
            channel=asked.get("channel", ""),
            referrer=asked.get("referrer", ""),
            region=asked.get("region", ""),
            industry=asked.get("industry", ""),
            owner_id=params.id_or(args.get("owner")),
            days=asked_days(args, clock.today()),
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """Return the parameters of the address that asks for the same with some changes; nothing of what is empty."""
        days = changes.pop("days", self.days)
        whole = {
            "q": self.text, "scope": self.scope, "result": self.result, "intent": self.intent, "channel": self.channel,
            "referrer": self.referrer, "region": self.region, "industry": self.industry, "owner": self.owner_id,
            **(days.address if days else {}),
        }  # fmt: skip
        return {name: value for name, value in {**whole, **changes}.items() if value}

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.address())


_COLUMNS = (
    Prospect.id, Prospect.list_id, Prospect.row_no, Prospect.full_name, Prospect.industry, Prospect.region,
    Prospect.annual_output, Prospect.score, Prospect.fit, Prospect.intent, Prospect.place, Prospect.owner_id,
    Prospect.planned_on, Prospect.next_on, Prospect.result, Prospect.reason, Prospect.customer_id, User.name.label("owner"),
    ProspectPerson.name.label("person"), ProspectPerson.title, ProspectPerson.mobile, ProspectPerson.landline,
    Prospect.phone,
)  # fmt: skip


def page(
    user: User,
    wanted: Wanted,
    found: ProspectList | None = None,
    cursor: str | None = None,
    *,
    size: int = PAGE,
) -> pages.Page[Row]:
    """Return one page of the rows that a person may see and asked for: of one list, or of all."""
    first = and_(ProspectPerson.prospect_id == Prospect.id, ProspectPerson.position == 0)
    query = (
        filtered(user, wanted, found)
        .outerjoin(User, User.id == Prospect.owner_id)
        .outerjoin(ProspectPerson, first)
        .with_only_columns(*_COLUMNS)
        .order_by(Prospect.place, Prospect.id)
        .limit(size + 1)
    )
    after = pages.read(cursor, params.record_id, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(Prospect.place, Prospect.id, after, descending=False))
    return pages.cut(db.session.execute(query).all(), size, lambda row: (row.place, row.id))


def total(user: User, wanted: Wanted, found: ProspectList | None = None) -> str:
    """Return how many there are, as it is shown: counted up to a limit, so that it stays cheap however many fit."""
    most = MOST_COUNTED_SEARCHED if wanted.text else MOST_COUNTED
    ids = filtered(user, wanted, found).with_only_columns(Prospect.id).limit(most + 1).subquery()
    counted = db.session.scalar(select(func.count()).select_from(ids)) or 0
    return f"{most}+" if counted > most else str(counted)


def filtered(user: User, wanted: Wanted, found: ProspectList | None = None) -> Select[Prospect]:
    """Return the rows that a person may see, narrowed to what they asked for."""
    query = access.visible_to(user) if found is None else select(Prospect).where(access.within(found, user))
    today = clock.today()
    if wanted.text:
        query = query.where(found_by(wanted.text))
    if wanted.scope == "mine":
        query = query.where(Prospect.owner_id == user.id)
    elif wanted.scope == NOBODY:
        query = query.where(Prospect.owner_id.is_(None))
    if wanted.owner_id is not None:
        query = query.where(Prospect.owner_id == wanted.owner_id)
    if wanted.result == LATE:
        query = query.where(*late(today))
    elif wanted.result == REACHED:
        query = query.where(Prospect.contacted_at.is_not(None))
    elif wanted.result:
        query = query.where(Prospect.result == wanted.result)
    for column, value in (
        (Prospect.channel, wanted.channel),
        (Prospect.referrer, wanted.referrer),
    ):
        if value:
            query = query.where(column == value)
    if wanted.days:
        query = query.where(came_in(wanted.days))
    if wanted.intent:
        query = query.where(Prospect.place.between(*places(wanted.intent)))
    if wanted.region.isascii() and wanted.region.isdigit() and len(wanted.region) == 6:
        query = query.where(Prospect.region.startswith(wanted.region.removesuffix("00").removesuffix("00")))
    if wanted.industry.isascii() and wanted.industry.isalnum():
        query = query.where(Prospect.industry.startswith(wanted.industry.upper()))
    return query


def came_in(days: Span) -> ColumnElement[bool]:
    """Return the condition of a row that came into its list in some days."""
    return and_(Prospect.created_at >= days.start, Prospect.created_at < days.end)


def late(today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a first or next contact whose day has passed."""
    first = and_(Prospect.result == Result.TODO, Prospect.planned_on < today)
    return (or_(first, and_(Prospect.result == Result.CONTACTED, Prospect.next_on < today)),)


def found_by(text: str) -> ColumnElement[bool]:
    """Return the condition of a search: each word finds the row, or all of it is a telephone number."""
    found: list[ColumnElement[bool]] = [and_(true(), *map(matching, search_text.terms(text)))]
    if number := phone_search.sought(text):
        found += _called(number)
    return or_(*found)


def matching(term: str) -> ColumnElement[bool]:
    """Return the condition for one word: the name, its pinyin, initials, a person, last four digits, credit code, phone."""
    found: list[ColumnElement[bool]] = [
        Prospect.search_text.like(pattern, escape="\\") for pattern in search_text.patterns(term)
    ]
    if number := phone_search.sought(term):
        found += _called(number)
    if len(term) == 18 and term.isalnum():
        found.append(Prospect.credit_code == term.upper())
    return or_(*found)


def _called(number: phone_search.Sought) -> list[ColumnElement[bool]]:
    person = select(ProspectPerson.prospect_id)
    if number.mobile:
        return [Prospect.id.in_(person.where(ProspectPerson.mobile == number.mobile))]
    if number.local:
        of_person = ProspectPerson.landline_key.endswith(number.local)
        return [Prospect.id.in_(person.where(of_person)), Prospect.phone_key.endswith(number.local)]
    of_person = ProspectPerson.landline_key == number.landline
    return [Prospect.id.in_(person.where(of_person)), Prospect.phone_key == number.landline]


# ------------------------------------------------------------------------------------------ lists


@dataclass(frozen=True, slots=True)
class Heap:
    """A list in the list of lists: what it is, whose, and how far it has come."""

    id: int
    number: str
    name: str
    channel: str
    owner: str
    open: bool
    counts: Mapping[str, int]

    @property
    def all(self) -> int:
        """How many rows it has, of those that one sees."""
        return sum(self.counts.values())


def heaps(user: User, *, closed: bool, size: int = 100) -> list[Heap]:
    """Return the lists of which a person sees something, the latest first, with their rows by result."""
    query = access.lists_visible_to(user).join(User, User.id == ProspectList.owner_id)
    query = query.where(ProspectList.closed_at.is_not(None) if closed else ProspectList.closed_at.is_(None))
    columns = (
        ProspectList.id,
        ProspectList.number,
        ProspectList.name,
        ProspectList.channel,
        User.name.label("owner"),
    )
    rows = db.session.execute(
        query.with_only_columns(*columns).order_by(ProspectList.id.desc()).limit(size)
    ).all()
    counted: dict[int, dict[str, int]] = {}
    grouped = (
        access.visible_to(user)
        .where(Prospect.list_id.in_([row.id for row in rows]))
        .with_only_columns(Prospect.list_id, Prospect.result, func.count())
        .group_by(Prospect.list_id, Prospect.result)
    )
    for list_id, result, many in db.session.execute(grouped):
        counted.setdefault(list_id, {})[result] = many
    return [Heap(*row, open=not closed, counts=counted.get(row.id, {})) for row in rows]


def counts(found: ProspectList, user: User) -> dict[str, int]:
    """Return how many rows of a list a person sees, by result."""
    query = select(Prospect.result, func.count()).where(access.within(found, user)).group_by(Prospect.result)
    return dict(db.session.execute(query).all())
