"""What hangs on a person or a record, read: the capabilities above declare it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select

from salesapp import capability
from salesapp.accounts.belongings.rules import Belonging, Heap, Of, goes
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.rights.rules import SALES, Role


def _declared() -> Iterator[Belonging]:
    return (one for part in capability.installed() for one in part.belongings)


def of_person(user_id: int) -> list[Heap]:
    """Return what hangs on a person, kind by kind, in floor order."""
    return _heaps(list(_declared()), user_id, None)


def of_record(of: Of, user_id: int | None = None) -> list[Heap]:
    """Return what hangs on a record: what one person holds of it, or everybody."""
    return _heaps([one for one in _declared() if of[0] in one.of], user_id, of)


def labels_of(kind: str, along: Collection[str] | None) -> list[str]:
    """Return what the kinds are called that go along with a record of a kind; none named: all."""
    return [str(one.label) for one in _declared() if kind in one.of and goes(one.name, along)]


def ending_with(of: Of) -> list[Heap]:
    """Return what would end with a record, whose ever it is."""
    kinds = [one for one in _declared() if of[0] in one.of and one.ending is not None]
    return [heap for one in kinds if (heap := Heap(one, one.ending(of) if one.ending else [])).held]


def hold(user_id: int | None, of: Of | None) -> None:
    """Hold what hangs on a person or a record until the commit: a decision on it waits, and none is waited for."""
    for one in _declared():
        if one.hold is not None and (of is None or of[0] in one.of):
            one.hold(user_id, of)


def _heaps(kinds: Sequence[Belonging], user_id: int | None, of: Of | None) -> list[Heap]:
    heaps = [Heap(kind, kind.held(user_id, of)) for kind in kinds]
    return [heap for heap in heaps if heap.held]


def receivers(user: User, *, without: int | None = None) -> Sequence[User]:
    """Return whom a person may give records to: the sales people of their team, for a director those of all teams.

    ``without`` leaves out who owns the record now.
    """
    query = select(User).where(User.active, User.role.in_(SALES)).order_by(User.team_id, User.id)
    if without is not None:
        query = query.where(User.id != without)
    if user.role != Role.DIRECTOR:
        query = query.where(User.team_id == user.team_id) if user.team_id else query.where(User.id == user.id)
    return db.session.scalars(query).unique().all()
