"""A record changes hands or ends, and what hangs on it goes along or ends with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from salesapp.accounts.belongings import queries
from salesapp.accounts.belongings.rules import Of, check_receiver, goes
from salesapp.accounts.models import User
from salesapp.db import db


def receiver(to: User | None, *, current: int | None, by: User, reason: str | None) -> User:
    """Return who gets a record; refuse the present owner, whoever ``by`` may not give it to, and no reason (3.1)."""
    fit = to is not None and to.id in {user.id for user in queries.receivers(by)}
    check_receiver(current=current, to=to, fit=fit, reason=reason)
    assert to is not None  # what is refused above
    return to


def pass_along(
    of: Of,
    giver: User,
    to: User,
    *,
    along: Collection[str] | None,
    by: User,
    at: datetime,
    reason: str | None,
) -> bool:
    """Give what the former owner held of a record to the new one, and tell whether something stays behind."""
    db.session.flush()
    stays = False
    for heap in queries.of_record(of, giver.id):
        if goes(heap.name, along):
            heap.pass_on(heap.ids, to, by=by, at=at, reason=reason)
        else:
            stays = True
    db.session.flush()
    return stays


def end_with(of: Of, *, ends: Collection[str], by: User, at: datetime, reason: str) -> None:
    """End what hangs on a record, of the kinds named, since the record has ended."""
    db.session.flush()
    for heap in queries.ending_with(of):
        if heap.name in ends and heap.kind.end is not None:
            heap.kind.end(heap.ids, by=by, at=at, reason=reason)
    db.session.flush()
