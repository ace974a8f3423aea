"""The numbers of all pictures of a period, kept block by block: after a change only the blocks that it touches are counted."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, union

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.home.pictures import queries
from salesapp.home.pictures.rules import WIN_RATES
from salesapp.home.pictures.sums.rules import SIZE, Sums, block_of, together
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import pulse
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.web import cache, clock
from salesapp.web.spans import Span

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
    blocks = dict(before.blocks) if before else {}
    changed = _changed(before.latest - BACK) if before else set()
    for block in range(block_of(last) + 1):
        if block in changed or block not in blocks:
            blocks[block] = _count(user, days, today, block)
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


def _count(user: User, days: Span, today: date, block: int) -> Sums:
    first = block * SIZE
    within = (Opportunity.id >= first, Opportunity.id < first + SIZE)
    return Sums(
        reached=queries.reached(user, days, *within), stays=queries.stays(user, days, *within),
        deals=queries.deals(user, today, *within),
        rates={by: queries.win_rates(user, days, by, *within) for by in WIN_RATES},
        rhythm=queries.rhythm(user, days, *within), ages=queries.ages(user, today, *within),
        causes=queries.causes(user, days, *within), rivals=queries.rivals(user, days, *within),
    )  # fmt: skip
