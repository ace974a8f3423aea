"""Is this customer here already? Hard keys refuse, soft ones warn; who has no right on it learns only enough (3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select, union_all

from salesapp.accounts.models import User
from salesapp.chinese import company_names, emails, masks, phones
from salesapp.chinese.company_names import Verdict
from salesapp.customers import name_pieces
from salesapp.customers.kinds import Status
from salesapp.customers.models import Contact, Customer
from salesapp.customers.rules import DuplicateRefused
from salesapp.customers.sight import visible_to
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.words import gettext as _

MOST = 5
LONGEST_CUT = 30


# The look-ups, built once: the sheet asks at every key that is typed.
_SAME = union_all(
    select(literal_column("'full_name'"), Customer.id, Customer.name_key).where(
        Customer.name_key == bindparam("key")
    ),
    select(literal_column("'credit_code'"), Customer.id, Customer.credit_code).where(
        Customer.credit_code == bindparam("code")
    ),
    select(literal_column("'mobile'"), Contact.customer_id, Contact.mobile).where(
        Contact.mobile.in_(bindparam("mobiles", expanding=True)), Contact.status == Status.ACTIVE.value
    ),
)
_WEIGHT = {"full_name": 102, "credit_code": 101, "mobile": 100}
_CORES = select(Customer.id, Customer.core_name)
#: Cores that can be similar or hold the asked one, and those that lie wholly inside it.
_CANDIDATES = {
    query: _CORES.where(Customer.id.in_(query)).union(
        _CORES.where(Customer.core_name.in_(bindparam("parts", expanding=True)))
    )
    for query in (name_pieces.ALIKE, name_pieces.ALIKE_OR_AROUND)
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: as it would be stored. ``but`` is the customer being edited."""

    full_name: str = ""
    credit_code: str | None = None
    phone: str | None = None
    mobiles: tuple[str, ...] = ()
    landlines: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    but: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A customer that is, or may be, the same. Without a right on it only the masked line may be shown."""

    customer_id: int
    verdict: Verdict
    field: str  # what agrees: full_name, credit_code, mobile, phone, email
    row: int  # which contact, where that is what agrees
    full_name: str
    number: str
    kind: str
    owner_name: str  # masked where the person has no right on it
    last_contact_at: datetime | None
    visible: bool

    @property
    def name(self) -> str | None:
        """The name, unless only a number agrees with a customer that this person may not see."""
        return self.full_name if self.visible or self.field == "full_name" else None


def of_values(
    values: Mapping[str, Any], contacts: Sequence[Mapping[str, Any]] = (), but: int | None = None
) -> Asked:
    """Return what is to be compared of a registration."""
    return Asked(
        full_name=values.get("full_name") or "",
        credit_code=values.get("credit_code"),
        phone=values.get("phone"),
        mobiles=tuple(c.get("mobile") or "" for c in contacts),
        landlines=tuple(c.get("landline") or "" for c in contacts),
        addresses=tuple(c.get("email") or "" for c in contacts),
        but=but,
    )


def find(asked: Asked, user: User) -> list[Match]:
    """Return the customers that agree with what is asked, hard keys first, each once."""
    found: dict[int, tuple[Verdict, str, int, int]] = {}
    for customer_id, verdict, field, row, score in (
        *_hard(asked),
        *_similar_names(asked),
        *_shared_numbers(asked),
    ):
        known = found.get(customer_id)
        if customer_id != asked.but and (
            known is None or (known[0], verdict) == (Verdict.SOFT, Verdict.HARD)
        ):
            found[customer_id] = (verdict, field, row, score)
    best = sorted(found, key=lambda c: (found[c][0] != Verdict.HARD, -found[c][3], c))[:MOST]
    return _described(best, found, user)


def check(asked: Asked, user: User, *, aware_of: Iterable[int] = ()) -> None:
    """Refuse a registration that a hard key or an unanswered warning speaks against (3.2).

    ``aware_of`` are the customers that the person has looked at and called different firms.
    """
    matches = find(asked, user)
    for match in matches:
        if match.verdict is Verdict.HARD:
            raise DuplicateRefused(refusal_words(match), field=_form_field(match))
    open_ones = [m for m in matches if m.customer_id not in set(aware_of)]
    if open_ones:
        raise DuplicateRefused(
            _("There may be this customer already. Compare, and tick “not the same” if it is another firm."),
            field="full_name",
        )


def refusal_words(match: Match) -> str:
    """Return why a hard key refuses: what agrees, and whose customer it is."""
    what = {
        "full_name": _("This company is registered already"),
        "credit_code": _("This credit code is registered already"),
        "mobile": _("This mobile number is registered already"),
    }[match.field]
    if match.visible:
        return _("%(what)s: %(number)s %(name)s.", what=what, number=match.number, name=match.full_name)
    owner = match.owner_name or _("nobody")
    return _("%(what)s · owner %(owner)s. Ask your supervisor if this is yours.", what=what, owner=owner)


def _form_field(match: Match) -> str:
    return f"contacts-{match.row}-mobile" if match.field == "mobile" else match.field


def _hard(asked: Asked) -> Iterable[tuple[int, Verdict, str, int, int]]:
    """Yield who has the same name, credit code or mobile: indexed look-ups."""
    values = {
        "key": company_names.normalise(asked.full_name) or None,
        "code": asked.credit_code or None,
        "mobiles": [mobile for mobile in asked.mobiles if mobile],
    }
    if not any(values.values()):
        return
    for field, customer_id, shared in db.session.execute(_SAME, values):
        row = asked.mobiles.index(shared) if field == "mobile" else 0
        yield customer_id, Verdict.HARD, field, row, _WEIGHT[field]


def _similar_names(asked: Asked) -> Iterable[tuple[int, Verdict, str, int, int]]:
    """Yield whose core name is similar: the database narrows by pieces of the core, rapidfuzz decides."""
    core = company_names.core(asked.full_name)
    if len(core) < 2:
        return
    limit = policy("duplicate_score")
    name_pieces.count_now_and_then(db.session)
    query, values = name_pieces.alike(core, limit)
    for customer_id, other in db.session.execute(_CANDIDATES[query], values | {"parts": _parts_of(core)}):
        likeness = company_names.compare_cores(core, other, similar=limit)
        if likeness.verdict is Verdict.SOFT:
            yield customer_id, Verdict.SOFT, "full_name", 0, max(likeness.ratio, likeness.partial - 10)


def _parts_of(core: str) -> list[str]:
    """Return every piece of a core that could be another firm's whole core (from four characters)."""
    least = company_names.SHORTEST_PART
    if len(core) > LONGEST_CUT:
        return [core]
    return [core[i:j] for i in range(len(core)) for j in range(i + least, len(core) + 1)]


def _shared_numbers(asked: Asked) -> Iterable[tuple[int, Verdict, str, int, int]]:
    """Yield who has the same landline or the same mail domain of their own."""
    keys = {key for key in map(phones.comparable, (asked.phone, *asked.landlines)) if key}
    if keys:
        for customer_id in db.session.scalars(
            select(Customer.id).where(Customer.phone_key.in_(keys)).limit(MOST)
        ):
            yield customer_id, Verdict.SOFT, "phone", 0, 80
        query = select(Contact.customer_id).where(Contact.landline_key.in_(keys)).limit(MOST)
        for customer_id in db.session.scalars(query):
            yield customer_id, Verdict.SOFT, "phone", 0, 79
    domains = {domain for domain in map(emails.company_domain, asked.addresses) if domain}
    if domains:
        query = select(Contact.customer_id).where(Contact.mail_domain.in_(domains)).distinct().limit(MOST)
        for customer_id in db.session.scalars(query):
            yield customer_id, Verdict.SOFT, "email", 0, 78


def _described(ids: Sequence[int], found: Mapping[int, tuple], user: User) -> list[Match]:
    if not ids:
        return []
    visible = visible_to(user).with_only_columns(Customer.id).where(Customer.id.in_(ids))
    seen = set(db.session.scalars(visible))
    query = (
        select(
            Customer.id,
            Customer.full_name,
            Customer.number,
            Customer.kind,
            Customer.last_contact_at,
            User.name,
        )
        .outerjoin(User, User.id == Customer.owner_id)
        .where(Customer.id.in_(ids))
    )
    rows = {row.id: row for row in db.session.execute(query)}
    return [
        Match(
            customer_id=i, verdict=found[i][0], field=found[i][1], row=found[i][2], full_name=rows[i].full_name,
            number=rows[i].number, kind=rows[i].kind, last_contact_at=rows[i].last_contact_at, visible=i in seen,
            owner_name=(rows[i].name or "") if i in seen else masks.name(rows[i].name or ""),
        )
        for i in ids
    ]  # fmt: skip
