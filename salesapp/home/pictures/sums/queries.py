"""The numbers of all pictures of a period, kept block by block: after a change only the blocks that it touches are counted."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, union

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.home.pictures import queries
from salesapp.home.pictures.queries import Part
from salesapp.home.pictures.rules import WIN_RATES
from salesapp.home.pictures.sums.rules import NOTHING, SIZE, Found, Sums, block_of, together
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import pulse
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.web import cache, clock
from salesapp.web.spans import Span

#: So many blocks are counted one by one; where more are to be, all are in one pass.
FEW = 4
#: How many periods of how many people a process keeps.
MOST = 60
#: A transaction that was open so long may be written with a moment before what was read last.
BACK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was counted at one pulse: the blocks, and all of them together."""

    beat: Hashable
    latest: datetime
    blocks: dict[int, Sums]
    whole: Sums


def numbers(user: User, days: Span, now: datetime) -> Sums:
    """Return what all pictures count, as it stands at this pulse.

    Who sells what in which team, settings and the day are part of what it is kept under: they count everything anew.
    """
    today = clock.local(now).date()
    store: dict[Hashable, Kept] = cache.stamped("pictures.kept", dict)
    key = (user.id, user.role, user.team_id, days, today, _teams())
    beat = (pulse(), _reviews())
    found = cache.once(
        store, key, most=MOST,
        fresh=lambda kept: kept.beat == beat,
        make=lambda before: _renewed(before, beat, user, days, today, now),
    )  # fmt: skip
    return found.whole


def _renewed(before: Kept | None, beat: Hashable, user: User, days: Span, today: date, now: datetime) -> Kept:
    last = db.session.scalar(select(func.max(Opportunity.id))) or 0
    kept = before.blocks if before else {}
    changed = _changed(before.latest - BACK) if before else set()
    every = range(block_of(last) + 1)
    stale = [block for block in every if block in changed or block not in kept]
    if len(stale) > FEW:
        stale, counted = list(every), _count(user, days, today, [Part(SIZE)])
    else:
        counted = _count(user, days, today, [Part(SIZE, block) for block in stale])
    blocks = kept | {block: counted.get(block, NOTHING) for block in stale}
    return Kept(beat, now, blocks, together(blocks.values()))


def _changed(since: datetime) -> set[int]:
    """Return the blocks of the opportunities that changed since a moment, or whose customers or reviews did."""
    of_customers = select(Customer.id).where(Customer.updated_at >= since)
    parts = (
        select(Opportunity.id).where(Opportunity.updated_at >= since),
        select(Opportunity.id).where(Opportunity.customer_id.in_(of_customers)),
        select(OpportunityReview.opportunity_id).where(OpportunityReview.at >= since),
    )
    return {block_of(number) for number in db.session.scalars(union(*parts))}


def _teams() -> Hashable:
    """Return who belongs to which team: whose opportunities a supervisor sees."""
    query = select(User.id, User.role, User.team_id).order_by(User.id)
    return tuple(tuple(row) for row in db.session.execute(query))


def _reviews() -> Hashable:
    query: Any = select(
        func.count(OpportunityReview.id), func.max(OpportunityReview.at), func.sum(OpportunityReview.version)
    )
    return tuple(db.session.execute(query).one())


def _count(user: User, days: Span, today: date, parts: Sequence[Part]) -> dict[int, Sums]:
    """Count some parts; of all opportunities in one pass, since a hundred blocks one by one ask a thousand times."""
    sees, found = queries.seen(user), Found()
    for part in parts:
        found.take("reached", queries.reached(sees, days, part))
        found.take("stays", queries.stays(sees, days, part))
        found.take("deals", queries.deals(user, today, part))
        for by in WIN_RATES:
            found.take(by, queries.win_rates(sees, days, by, part))
        found.take("rhythm", queries.rhythm(sees, days, part))
        found.take("ages", queries.ages(user, today, part))
        found.take("causes", queries.causes(sees, days, part))
        found.take("rivals", queries.rivals(sees, days, part))
    return found.blocks()
