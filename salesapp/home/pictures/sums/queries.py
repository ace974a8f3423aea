"""The sums of the pictures, read as they are kept, and by how much they differ from what the records come to (R24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import chain

from sqlalchemy import bindparam, func, select, union_all

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.home.pictures.rules import AGES
from salesapp.home.pictures.shares import queries as shares
from salesapp.home.pictures.shares.rules import IN_TIME, Share, What
from salesapp.home.pictures.sums import rules
from salesapp.home.pictures.sums.models import PictureSum
from salesapp.home.pictures.sums.rules import ALL, Kept, Sums
from salesapp.opportunities.access import Reach, reach
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import kept, pulse
from salesapp.opportunities.sums.queries import added
from salesapp.opportunities.sums.rules import What as Open
from salesapp.opportunities.sums.rules import stage_of, taken_away, together
from salesapp.web import clock
from salesapp.web.spans import Span

_SUM = PictureSum.__table__.c


def numbers(user: User, days: Span, now: datetime) -> Sums:
    """Return what all pictures show to a person, of a period and as of now; until something changes it is kept."""
    seen, today = reach(user), clock.local(now).date()
    return kept(
        ("pictures", seen.key, days, today), f"{pulse()} {_mark()}", lambda: _numbers(seen, days, today)
    )


_MARK = select(_SUM.many).where(
    _SUM.whose == ALL, _SUM.period == "", _SUM.what == int(What.CHANGED), _SUM.words == ""
)


def _mark() -> int:
    """Return a number that changes with every change of any sum."""
    return db.session.scalar(_MARK) or 0


def _numbers(seen: Reach, days: Span, today: date) -> Sums:
    beyond = [] if seen.beyond is None else [*shares.of_those(seen.beyond)]
    open_ = added(Open.OPEN, seen, daily=True)
    return Sums(
        counted=_counted_in(seen, days, beyond), followed=_followed(seen, days, beyond),
        deals=_deals(open_, today), ages=_ages(seen, open_, today, beyond),
    )  # fmt: skip


def _whose(seen: Reach) -> list[int]:
    return [ALL] if seen.owners is None else list(seen.owners)


_OWN = _SUM.whose.in_(bindparam("whose", expanding=True))
_IN = _SUM.period.in_(bindparam("periods", expanding=True))
_COUNTED_IN = (
    select(_SUM.what, _SUM.words, func.sum(_SUM.many), func.sum(_SUM.total))
    .where(_OWN, _IN, _SUM.what < int(What.FOLLOWED))
    .group_by(_SUM.what, _SUM.words)
)
_FOLLOWED = select(_SUM.whose, _SUM.period, _SUM.words, _SUM.many, _SUM.total).where(
    _OWN, _IN, _SUM.what == int(What.FOLLOWED), _SUM.many != 0
)
_SINCE = (
    select(_SUM.period, _SUM.words, func.sum(_SUM.many))
    .where(_OWN, _SUM.period >= bindparam("first"), _SUM.what == int(What.SINCE))
    .group_by(_SUM.period, _SUM.words)
)


def _counted_in(
    seen: Reach, days: Span, beyond: list[tuple[int, Share]]
) -> Mapping[tuple[What, str], tuple[int, int]]:
    asked = {"whose": _whose(seen), "periods": rules.periods(days.first, days.last)}
    rows = db.session.execute(_COUNTED_IN, asked)
    found = [((What(what), words), (int(many), int(total))) for what, words, many, total in rows]
    for _owner, ((what, day, words), numbers_) in beyond:
        if what < What.FOLLOWED and days.first <= day <= days.last:
            found.append(((what, words), numbers_))
    return {key: each for key, each in together(found).items() if each[0]}


def _followed(
    seen: Reach, days: Span, beyond: list[tuple[int, Share]]
) -> Mapping[tuple[int, date], tuple[int, int]]:
    whose = owners() if seen.owners is None else list(seen.owners)
    asked = {"whose": whose, "periods": rules.periods(days.first, days.last, years=False)}
    rows = [
        (owner, period[:7], words, many, due)
        for owner, period, words, many, due in db.session.execute(_FOLLOWED, asked)
    ]
    for owner, ((what, day, words), (many, due)) in beyond:
        if what == What.FOLLOWED and days.first <= day <= days.last:
            rows.append((owner, day.isoformat()[:7], words, many, due))
    found: dict[tuple[int, date], tuple[int, int]] = {}
    for owner, month, words, many, due in rows:
        key = owner, date.fromisoformat(f"{month}-01")
        on_time, asked_for = found.get(key, (0, 0))
        found[key] = on_time + (many if words == IN_TIME else 0), asked_for + due
    return found


def _deals(rows: Iterable[tuple[date, str, int, int]], today: date) -> Mapping[tuple[date, int], int]:
    found: dict[tuple[date, int], int] = {}
    for month, words, _many, fen in rows:
        key = max(month, today.replace(day=1)), stage_of(words)[1]
        found[key] = found.get(key, 0) + fen
    return found


def _ages(
    seen: Reach, rows: Iterable[tuple[date, str, int, int]], today: date, beyond: list[tuple[int, Share]]
) -> Mapping[str, list[int]]:
    open_: dict[str, int] = {}
    for _month, words, many, _fen in rows:
        stage = stage_of(words)[0]
        open_[stage] = open_.get(stage, 0) + many
    first = today - timedelta(days=AGES[-1])
    asked = {"whose": _whose(seen), "first": first.isoformat()}
    since = [
        (date.fromisoformat(day), stage, int(many))
        for day, stage, many in db.session.execute(_SINCE, asked)
        if many
    ]
    since += [
        (day, stage, 1) for _o, ((what, day, stage), _n) in beyond if what == What.SINCE and day >= first
    ]
    return rules.ages(open_, since, today)


# -------------------------------------------------------------------------- what they must equal


def differing(owner_id: int) -> Kept:
    """Return by how much the records of an owner differ from what is kept of them; nothing where all agrees."""
    found = (share for _owner, share in shares.of_owner(owner_id))
    own = select(_SUM.period, _SUM.what, _SUM.words, _SUM.many, _SUM.total).where(_SUM.whose == owner_id)
    known = (
        ((owner_id, period, what, words), (many, total))
        for period, what, words, many, total in db.session.execute(own)
    )
    return together(chain(rules.kept_of([owner_id], found), taken_away(known)))


def differing_of_all() -> Kept:
    """Return by how much the sums of owners differ from what is kept of everybody."""
    keys = _SUM.period, _SUM.what, _SUM.words
    owners = select(*keys, _SUM.many, _SUM.total).where(_SUM.whose != ALL, _SUM.what != int(What.FOLLOWED))
    known = select(*keys, (-_SUM.many).label("many"), (-_SUM.total).label("total"))
    both = union_all(owners, known.where(_SUM.whose == ALL, _SUM.what != int(What.CHANGED))).subquery().c
    many, total = func.sum(both.many), func.sum(both.total)
    query = select(both.period, both.what, both.words, many, total).group_by(
        both.period, both.what, both.words
    )
    rows = db.session.execute(query.having((many != 0) | (total != 0)))
    return {(ALL, period, what, words): (int(n), int(sum_)) for period, what, words, n, sum_ in rows}


def owners() -> list[int]:
    """Return whose sums there may be."""
    return [*db.session.scalars(select(User.id).order_by(User.id))]


def is_empty() -> bool:
    """Return whether nothing is kept though there are opportunities."""
    kept_, there = select(_SUM.whose).limit(1), select(Opportunity.id).limit(1)
    return db.session.scalar(kept_) is None and db.session.scalar(there) is not None
