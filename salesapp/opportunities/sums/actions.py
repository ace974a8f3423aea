"""Keeping sums true: they follow opportunities and follow-ups in the same transaction, whatever verb changes them.

What a flush changed is noted, and added to the sums as the transaction commits, in one statement and one order: so no two
transactions wait for each other, and a sum is held for a moment only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, event
from sqlalchemy.orm import PassiveFlag, Session, SessionTransaction
from sqlalchemy.orm.attributes import get_history

from salesapp.db import INSERTS, db, reading
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.sums import queries
from salesapp.opportunities.sums.models import OpportunitySum
from salesapp.opportunities.sums.rules import (
    COLUMNS,
    Key,
    Sums,
    What,
    of_follow_up,
    of_opportunity,
    taken_away,
    together,
)
from salesapp.trail.actions import record
from salesapp.trail.models import lock_end

log = logging.getLogger(__name__)
_TABLE = OpportunitySum.__table__
_NOTED = "sums_noted"
_OF_FOLLOW_UP = ("day", "due_on", "on_time", "missed")
Change = tuple[Key, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Noted:
    """What one flush changed, and the savepoint that it was in."""

    changes: list[Change]
    within: SessionTransaction | None


@event.listens_for(Session, "after_flush")
def _note(session: Session, context: Any) -> None:
    """Note by how much a flush changed which sums."""
    touched = [*session.new, *session.dirty, *session.deleted]
    deals = [one for one in touched if isinstance(one, Opportunity)]
    changes = [change for one in deals for change in _of_deal(session, one)]
    owners = {one.id: _before(one, ("owner_id",))["owner_id"] for one in deals if one not in session.new}
    for one in touched:
        if isinstance(one, FollowUp):
            changes += _of_follow_up(session, one, owners)
    for one in deals:
        if one not in session.new and one not in session.deleted and owners[one.id] != one.owner_id:
            changes += _moved(one, owners[one.id])
    if changes:
        noted = Noted(changes, session.get_nested_transaction())
        session.info.setdefault(_NOTED, []).append(noted)


def _of_deal(session: Session, one: Opportunity) -> Iterator[Change]:
    before = {} if one in session.new else dict(of_opportunity(_before(one, COLUMNS)))
    now = {} if one in session.deleted else dict(of_opportunity(_now(one, COLUMNS)))
    if before != now:
        yield from taken_away(before.items())
        yield from now.items()


def _of_follow_up(session: Session, one: FollowUp, owners: Mapping[int, int]) -> Iterator[Change]:
    """Yield what a follow-up changes for who owned its opportunity before this flush."""
    if (owner := owners.get(one.opportunity_id)) is None:
        opportunity = session.get(Opportunity, one.opportunity_id)
        assert opportunity is not None  # its foreign key says so
        owner = opportunity.owner_id
    if one not in session.new:
        yield from taken_away([of_follow_up(owner, _before(one, _OF_FOLLOW_UP))])
    if one not in session.deleted:
        yield of_follow_up(owner, _now(one, _OF_FOLLOW_UP))


def _moved(one: Opportunity, before: int) -> Iterator[Change]:
    """Yield what changes because all follow-ups of an opportunity count for another owner now."""
    for row in queries.of_one(What.FOLLOWED, one.id):
        numbers = int(row.many), int(row.total)
        yield from taken_away([((What.FOLLOWED, before, row.day, row.words), numbers)])
        yield (What.FOLLOWED, one.owner_id, row.day, row.words), numbers


def _before(one: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return some columns of a record as they were before the flush."""
    found = {}
    for name in names:
        history = get_history(one, name, PassiveFlag.PASSIVE_NO_INITIALIZE)
        found[name] = history.deleted[0] if history.deleted else getattr(one, name)
    return found


def _now(one: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Add to the sums what the transaction changed."""
    if session.in_nested_transaction():
        return
    session.flush()
    noted: list[Noted] = session.info.pop(_NOTED, [])
    _add(session, together(change for one in noted for change in one.changes))


def _add(session: Session, sums: Sums) -> None:
    if not sums:
        return
    rows = [
        {"what": int(what), "owner_id": owner, "day": day, "words": words, "many": many, "total": total}
        for (what, owner, day, words), (many, total) in sorted(sums.items())
    ]
    add_up(session, _TABLE, rows, by=("what", "day", "owner_id", "words"))


def add_up(session: Session, table: Table, rows: Sequence[Mapping[str, Any]], *, by: Sequence[str]) -> None:
    """Add to the sums of a table, in the order given; ``by`` are the columns that tell them apart."""
    connection = session.connection()
    adding = INSERTS[connection.dialect.name](table)
    more = {name: table.c[name] + adding.excluded[name] for name in ("many", "total")}
    connection.execute(adding.on_conflict_do_update(index_elements=by, set_=more), rows)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous_transaction: SessionTransaction) -> None:
    """Forget what an undone transaction changed, or an undone savepoint and those inside it."""
    if not (noted := session.info.get(_NOTED)):
        return
    if previous_transaction.nested:
        session.info[_NOTED] = [one for one in noted if not _inside(one.within, previous_transaction)]
    else:
        session.info.pop(_NOTED, None)


def _inside(transaction: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while transaction is not None:
        if transaction is outer:
            return True
        transaction = transaction.parent
    return False


def compare(*, at: datetime) -> int:
    """Count everything again, mend and report what is kept otherwise, and say how many sums that were; commits."""
    db.session.commit()
    with reading():  # nobody waits while a million rows are counted
        differing = queries.differing()
        db.session.rollback()
    if differing:
        lock_end(db.session.connection())  # nobody saves meanwhile: what still differs is no act under way
    mended = mend() if differing else 0
    if mended:
        log.warning("sums of opportunities did not agree with their records and were mended: %s", mended)
        record("sums_mended", detail={"sums": mended})
    clear(_TABLE)
    db.session.commit()
    return mended


def clear(table: Table) -> None:
    """Take away sums that came to nothing, while nobody saves: whoever does takes them in another order."""
    lock_end(db.session.connection())
    db.session.execute(delete(table).where(table.c.many == 0, table.c.total == 0))


def fill(*, at: datetime) -> int:
    """Count what is not kept yet: after an upgrade, in a database that was just filled."""
    return mend() if queries.is_empty() else 0


def mend() -> int:
    """Make the sums what the records come to, for who wrote many at once past the session; return how many differed."""
    differing = queries.differing()
    _add(db.session(), differing)
    return len(differing)
