"""A record changes hands or ends, and what hangs on it goes along or ends with it; who gets something is held."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, event, inspect
from sqlalchemy.orm import Session

from salesapp.accounts.belongings import queries
from salesapp.accounts.belongings.rules import HandingRefused, Of, check_receiver, goes
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.words import gettext as _


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


def end_with(
    of: Of, *, ends: Collection[str] | None, by: User, at: datetime, reason: str, way: str | None = None
) -> None:
    """End what hangs on a record and ends along, of the kinds named (all where none are), since the record has ended."""
    db.session.flush()
    for heap in queries.ending_with(of, way):
        if goes(heap.name, ends) and heap.kind.end is not None:
            heap.kind.end(heap.ids, by=by, at=at, reason=reason)
    db.session.flush()


@event.listens_for(Session, "before_flush")
def _hold_receivers(session: Session, context: Any, instances: Any) -> None:
    """Hold whoever is given something until the commit; refuse who was closed, or got another role or team, meanwhile.

    Whatever verb gives it: closing or moving an account holds it, too, so that one of the two waits for the other.
    """
    given = {user_id for obj in (*session.new, *session.dirty) for user_id in _newly_named(obj)}
    transaction = session.get_nested_transaction() or session.get_transaction()
    known, held = session.info.get("receivers", (None, set()))
    held = (held if known is transaction else set()) | queries.held_since_seen(session)
    if not given <= held:
        _check_there(session, given - held)
        session.info["receivers"] = (transaction, held | given)


def _newly_named(obj: Any) -> Iterator[int]:
    """Yield who is put in charge of a row that is about to be written."""
    state = inspect(obj)
    for column, relationship in queries.naming(state.mapper):
        named = (
            [one.id for one in state.attrs[relationship].history.added or () if one] if relationship else []
        )
        numbers = state.attrs[column].history.added or ()
        yield from (number for number in named or numbers if number is not None)


def _check_there(session: Session, user_ids: Collection[int]) -> None:
    there = {row.id: row for row in session.execute(queries.holding(user_ids))}
    for user_id in sorted(user_ids):
        found = there.get(user_id)
        if found is None or not found.active or not _is_as_seen(session, found):
            name = found.name if found is not None else str(user_id)
            sentence = _(
                "The account of %(name)s was just closed or changed: choose again who takes this on.",
                name=name,
            )
            raise HandingRefused(sentence)


def _is_as_seen(session: Session, found: Row) -> bool:
    """Tell whether somebody has the role and team that they had when it was asked whether they may get something."""
    known = session.identity_map.get((User, (found.id,), None))
    if known is None or known in session.dirty:
        return True
    seen = inspect(known).dict
    return all(seen.get(name, getattr(found, name)) == getattr(found, name) for name in ("role", "team_id"))
