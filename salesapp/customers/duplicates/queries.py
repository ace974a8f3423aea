"""Is this customer here already? Hard keys refuse, soft ones warn; who has no right on it learns only enough (3.2)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import scoped_session

from salesapp.accounts.models import User
from salesapp.chinese import company_names, emails, masks, phone_search
from salesapp.chinese.company_names import SHORTEST_PART, Verdict
from salesapp.customers.access import visible_to
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.rules import Status
from salesapp.customers.duplicates import rules
from salesapp.customers.duplicates.models import name_piece
from salesapp.customers.duplicates.rules import Asked, DuplicateRefused, Match
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.words import gettext as _

MOST = 5
COMMON, COUNTED_EVERY = 50, 1000
MOST_PIECES = 60  # of a name asked for: a longer one is recognised by its beginning


def find(asked: Asked, user: User) -> list[Match]:
    """Return the customers that agree with what is asked, hard keys first, each once."""
    found: dict[int, tuple[Verdict, str, int, int]] = {}
    for customer_id, verdict, field, row, score in (
        *_named(asked),
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
        if match.hard:
            raise DuplicateRefused(rules.refusal_words(match), field=rules.form_field(match))
    open_ones = [m for m in matches if m.customer_id not in set(aware_of)]
    if open_ones:
        raise DuplicateRefused(
            _("There may be this customer already. Compare, and tick “not the same” if it is another firm."),
            field="full_name",
        )


def check_mobile(mobile: str | None, by: User, *, but: int | None = None) -> None:
    """Refuse a mobile number that somebody in office already has, here or elsewhere; ``but`` is the person edited."""
    if not mobile:
        return
    query = select(Contact.id).where(Contact.mobile == mobile, Contact.status == Status.ACTIVE.value)
    with db.session.no_autoflush:
        if any(contact_id != but for contact_id in db.session.scalars(query)):
            match = next(m for m in find(Asked(mobiles=(mobile,)), by))
            raise DuplicateRefused(rules.refusal_words(match), field="mobile")


def _named(asked: Asked) -> Iterable[tuple[int, Verdict, str, int, int]]:
    """Yield who has the same name, credit code or mobile, and whose core name is similar: one look, by indexes.

    The database narrows the names by pieces of the core, rapidfuzz decides.
    """
    core, limit = company_names.core(asked.full_name), policy("duplicate_score")
    values: dict[str, Any] = {
        "key": company_names.normalise(asked.full_name) or None,
        "code": asked.credit_code or None,
        "mobiles": [mobile for mobile in asked.mobiles if mobile],
    }
    if not any(values.values()):
        return
    query = _SAME
    if len(core) >= 2:
        count_now_and_then(db.session)
        narrowed, of_core = alike(core, limit)
        query = _SAME_OR_ALIKE[narrowed]
        values |= of_core | {"parts": rules.parts_of(core), "sound": company_names.sound(core)}
    for field, customer_id, shared in db.session.execute(query, values):
        if field != ALIKE_FIELD:
            row = asked.mobiles.index(shared) if field == "mobile" else 0
            yield customer_id, Verdict.HARD, field, row, _WEIGHT[field]
            continue
        likeness = company_names.compare_cores(core, shared, similar=limit)
        if likeness.verdict is Verdict.SOFT:
            yield customer_id, Verdict.SOFT, "full_name", 0, max(likeness.ratio, likeness.partial - 10)


def _shared_numbers(asked: Asked) -> Iterable[tuple[int, Verdict, str, int, int]]:
    """Yield who has the same landline or the same mail domain of their own."""
    keys = [*filter(None, map(phone_search.comparable, (asked.phone, *asked.landlines)))]
    domains = [*filter(None, map(emails.company_domain, asked.addresses))]
    found = db.session.execute(_SHARED, {"keys": keys, "domains": domains}) if keys or domains else ()
    for score, field, customer_id in sorted(found, key=lambda row: -row[0]):
        yield customer_id, Verdict.SOFT, field, 0, score


def _described(ids: Sequence[int], found: Mapping[int, tuple], user: User) -> list[Match]:
    if not ids:
        return []
    visible = visible_to(user).with_only_columns(Customer.id).where(Customer.id.in_(ids))
    seen = set(db.session.scalars(visible))
    told = (Customer.full_name, Customer.number, Customer.kind, Customer.last_contact_at, User.name)
    query = (
        select(Customer.id, *told).outerjoin(User, User.id == Customer.owner_id).where(Customer.id.in_(ids))
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


def _alike(*, around: bool) -> Select:
    """Build the look-up once; what it depends on are parameters. :func:`rules.shared_at_least` in SQL, in whole numbers."""
    length, pairs, limit, shortest, longest = (
        bindparam(name, type_=Integer) for name in ("length", "pairs", "limit", "shortest", "longest")
    )
    one, other = name_piece.alias(), name_piece.alias()
    common = ((2 * limit - 1) * (length + one.c.length) + 399) // 400
    alike = pairs - 2 * (length - common) - (one.c.length - common)
    needed = case((one.c.length > longest, pairs), else_=alike)
    shared = (
        select(func.count())
        .where(
            other.c.customer_id == one.c.customer_id, other.c.piece.in_(bindparam("asked", expanding=True))
        )
        .scalar_subquery()
    )
    query = select(one.c.customer_id).where(
        one.c.piece.in_(bindparam("rarest", expanding=True)),
        one.c.length >= shortest,
        # Who shares more than the least has a rarer pair too, so that 上海 finds few of its firms by itself.
        or_(one.c.piece != bindparam("commonest"), needed <= bindparam("least", type_=Integer)),
        shared >= needed,
    )
    return query if around else query.where(one.c.length <= longest)


#: The ids that can be as similar as a limit; with those that hold the name whole, or without.
ALIKE, ALIKE_OR_AROUND = _alike(around=False), _alike(around=True)


def alike(core: str, limit: int) -> tuple[Select, dict[str, Any]]:
    """Return the query of the ids that can be as similar as `limit`, or hold this name, and its parameters.

    Who shares k of n pairs has one of any n - k + 1 of them: so the rarest are looked up, and 科技, which every fifth
    firm has, is not.
    """
    asked, length = rules.pieces(core[: MOST_PIECES + 1]), min(len(core), MOST_PIECES + 1)
    shortest, longest = rules.lengths(length, limit)
    least = min(
        rules.shared_at_least(length, len(asked), other, limit) for other in range(shortest, longest + 1)
    )
    # A name of two or three characters inside a longer one says nothing.
    query = ALIKE_OR_AROUND if length >= SHORTEST_PART else ALIKE
    rarest = sorted(asked, key=lambda piece: _frequency.get(piece, 0))[: max(1, len(asked) - least + 1)]
    return query, {
        "asked": asked, "length": length, "pairs": len(asked), "limit": limit, "shortest": shortest, "longest": longest,
        "rarest": rarest, "commonest": rarest[-1], "least": least,
    }  # fmt: skip


#: How many customers have a common pair, as last counted. It decides what is looked up first, never what is found.
_frequency: dict[str, int] = {}
_lookups = itertools.count()
_COUNT = (
    select(name_piece.c.piece, func.count().label("many"))
    .group_by(name_piece.c.piece)
    .having(func.count() >= COMMON)
)


def count_now_and_then(session: scoped_session) -> None:
    """Count the common pairs anew: at a process's first look-up, and after every thousand."""
    if next(_lookups) % COUNTED_EVERY == 0:
        counted = session.execute(_COUNT).all()
        _frequency.clear()
        _frequency.update((row.piece, row.many) for row in counted)


# The look-ups, built once: the sheet asks at every key that is typed.
_KEYS: Any = (
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
_SAME: CompoundSelect = union_all(*_KEYS)
_numbers, _domains = (bindparam(name, type_=String, expanding=True) for name in ("keys", "domains"))
_NUMBERS: Any = (
    (80, "phone", select(Customer.id).where(Customer.phone_key.in_(_numbers))),
    (79, "phone", select(Contact.customer_id).where(Contact.landline_key.in_(_numbers))),
    (78, "email", select(Contact.customer_id).where(Contact.mail_domain.in_(_domains)).distinct()),
)
_SHARED: CompoundSelect = union_all(*(
    select(literal_column(str(score)), literal_column(f"'{field}'"), query.limit(MOST).subquery().c[0])
    for score, field, query in _NUMBERS
))  # fmt: skip
_WEIGHT = {"full_name": 102, "credit_code": 101, "mobile": 100}
ALIKE_FIELD = "alike"
_CORES = select(Customer.id, Customer.core_name)


def _candidates(narrowed: Select) -> Select:
    """Select the cores that can be similar or hold the asked one, those wholly inside it, and those that sound the same."""
    inside = Customer.core_name.in_(bindparam("parts", expanding=True))
    sounding = Customer.core_sound == bindparam("sound")
    found = union(*(_CORES.where(each) for each in (Customer.id.in_(narrowed), inside, sounding))).subquery()
    return select(literal_column(f"'{ALIKE_FIELD}'"), found.c.id, found.c.core_name)


_SAME_OR_ALIKE = {query: union_all(*_KEYS, _candidates(query)) for query in (ALIKE, ALIKE_OR_AROUND)}
