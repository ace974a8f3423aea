"""Keeping the sums of the pictures true: they follow the records in the same transaction, whatever verb changes them.

What an opportunity adds to them hangs on its moves, its review, its customer and its follow-ups too. So before a flush that
touches any of these it is noted what the opportunity adds, and as the transaction commits by how much this has become
another: what is kept moves by exactly what the records have moved.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, SessionTransaction

from salesapp.customers.models import Customer
from salesapp.db import db, reading
from salesapp.home.pictures.shares import queries as shares
from salesapp.home.pictures.shares.rules import Share, What
from salesapp.home.pictures.sums import queries
from salesapp.home.pictures.sums.models import PictureSum
from salesapp.home.pictures.sums.rules import ALL, Kept, Key, kept_of
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.sums.actions import add_up, clear
from salesapp.opportunities.sums.rules import taken_away, together
from salesapp.trail.actions import record
from salesapp.trail.models import lock_end

log = logging.getLogger(__name__)
_TABLE = PictureSum.__table__
_NOTED = "pictures_noted"
BLOCK = 5000
#: What an opportunity is counted by; a relation says it where the column is filled only by the flush.
_OF_DEAL = (
    "owner", "owner_id", "customer", "customer_id", "created_at", "stage", "stage_since", "status", "grade", "closed_on",
    "close_reason", "endings", "amount", "contracted",
)  # fmt: skip
_WHOSE = ("owner", "owner_id")
_OF_CUSTOMER = ("industry", "source_channel")


@dataclass(slots=True)
class Noted:
    """Which opportunities a transaction touches, themselves and in their follow-ups, and what they added before."""

    deals: set[int] = field(default_factory=set)
    talks: set[int] = field(default_factory=set)
    before: list[tuple[int, Share]] = field(default_factory=list)


def _noted(session: Session) -> Noted:
    return session.info.setdefault(_NOTED, Noted())


@event.listens_for(Session, "before_flush")
def _note(session: Session, context: Any, instances: Any) -> None:
    """Note what those that a flush touches add to the sums before it."""
    deals, talks = _touched(session)
    if not (deals or talks):
        return
    noted = _noted(session)
    deals, talks = deals - noted.deals, talks - noted.talks
    connection = session.connection()
    if connection.dialect.name != "sqlite" and (held := deals | talks):
        ids = select(Opportunity.id).where(Opportunity.id.in_(held)).order_by(Opportunity.id)
        connection.execute(ids.with_for_update(key_share=True))  # nobody changes them meanwhile
    noted.before += shares.shares_of(connection, deals)
    noted.before += shares.talks_of(connection, talks)
    noted.deals |= deals
    noted.talks |= talks


def _touched(session: Session) -> tuple[set[int], set[int]]:
    """Return the opportunities of which a flush changes something that counts, and those whose follow-ups it changes."""
    deals, talks = set(), set()
    for one in (*session.new, *session.dirty, *session.deleted):
        if isinstance(one, Opportunity) and one not in session.new:
            gone = one in session.deleted
            if gone or _changed(one, _OF_DEAL):
                deals.add(one.id)
            if gone or _changed(one, _WHOSE):
                talks.add(one.id)
        elif isinstance(one, StageChange | OpportunityReview):
            deals |= _its(one)
        elif isinstance(one, FollowUp) and one not in session.new:
            talks |= _its(one)
        elif isinstance(one, Customer) and one not in session.new and _changed(one, _OF_CUSTOMER):
            ids = select(Opportunity.id).where(Opportunity.customer_id == one.id)
            deals.update(session.connection().scalars(ids))
    return deals, talks


def _changed(one: Any, names: Iterable[str]) -> bool:
    attributes = inspect(one).attrs
    return any(attributes[name].history.has_changes() for name in names)


def _its(one: Any) -> set[int]:
    """Return the opportunity of a row, and the one that it was of before."""
    before = inspect(one).attrs.opportunity_id.history.deleted or ()
    found = {one.opportunity_id, *before}
    if not isinstance(one, FollowUp) and one.opportunity is not None:
        found.add(one.opportunity.id)
    return found - {None}


@event.listens_for(Session, "after_flush")
def _note_new(session: Session, context: Any) -> None:
    """Note those of which only the flush tells: new ones, and whose new follow-ups are."""
    made: dict[int, set[int]] = {}
    for one in session.new:
        if isinstance(one, Opportunity):
            _noted(session).deals.add(one.id)
        elif isinstance(one, FollowUp):
            made.setdefault(one.opportunity_id, set()).add(one.id)
    if fresh := made.keys() - (_noted(session).talks if made else set()):
        without = {each for of in fresh for each in made[of]}
        _noted(session).before += shares.talks_of(session.connection(), fresh, without=without)
        _noted(session).talks |= fresh


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Move the sums by what the touched ones add now and added before."""
    if session.in_nested_transaction():
        return
    session.flush()
    noted: Noted | None = session.info.pop(_NOTED, None)
    if noted is None:
        return
    connection = session.connection()
    now = [*shares.shares_of(connection, noted.deals), *shares.talks_of(connection, noted.talks)]
    _add(session, together([*_kept(now), *taken_away(_kept(noted.before))]))


def _kept(found: Iterable[tuple[int, Share]]) -> Iterator[tuple[Key, tuple[int, int]]]:
    return (each for owner, share in found for each in kept_of((owner, ALL), (share,)))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous_transaction: SessionTransaction) -> None:
    """Forget what an undone transaction touched; after an undone savepoint what was before is still what was before."""
    if not previous_transaction.nested:
        session.info.pop(_NOTED, None)


def _add(session: Session, sums: Mapping[Key, tuple[int, int]]) -> None:
    """Add to the sums, everybody in one order, so that no two transactions wait for each other; and say that they moved."""
    if not sums:
        return
    moved = ((ALL, "", int(What.CHANGED), ""), (1, 0))
    rows = [
        {"whose": whose, "period": period, "what": what, "words": words, "many": many, "total": total}
        for (whose, period, what, words), (many, total) in sorted([moved, *sums.items()])
    ]
    for start in range(0, len(rows), BLOCK):
        add_up(session, _TABLE, rows[start : start + BLOCK], by=("whose", "period", "what", "words"))


def compare(*, at: datetime) -> int:
    """Count everything again, mend and report what is kept otherwise, and say how many sums that were; commits."""
    db.session.commit()
    with reading():  # nobody waits while a million rows are counted
        suspects = [owner for owner in queries.owners() if queries.differing(owner)]
        differs = bool(suspects or queries.differing_of_all())
        db.session.rollback()
    if differs:
        lock_end(db.session.connection())  # nobody saves meanwhile: what still differs is no act under way
    mended = _mend(suspects) if differs else 0
    if mended:
        log.warning("sums of the pictures did not agree with their records and were mended: %s", mended)
        record("picture_sums_mended", detail={"sums": mended})
    clear(_TABLE)
    db.session.commit()
    return mended


def fill(*, at: datetime) -> int:
    """Count what is not kept yet: after an upgrade, in a database that was just filled."""
    return mend() if queries.is_empty() else 0


def mend() -> int:
    """Make the sums what the records come to, for who wrote many at once past the session; return how many differed."""
    return _mend(queries.owners())


def _mend(owners: Collection[int]) -> int:
    mended = 0
    for owner in owners:
        mended += _of(queries.differing(owner))
    return mended + _of(queries.differing_of_all())


def _of(differing: Kept) -> int:
    _add(db.session(), differing)
    return len(differing)
