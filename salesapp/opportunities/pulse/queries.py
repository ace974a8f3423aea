"""The pulse of all opportunities: it changes with every change, so that what is dear to know is worked out once a beat."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Select, func, select

from salesapp.opportunities.models import Opportunity
from salesapp.statements import kept as made_once
from salesapp.statements import rows
from salesapp.web import cache, clock

T = TypeVar("T")
RECENT = 50
MOST = 500  # results kept in a process


def pulse() -> str:
    """Return a word that changes with every change of any opportunity, read from the end of one index."""
    at, versions, ids = tuple(rows(*_latest()).one())
    return f"{clock.local(at).isoformat()}~{versions}~{ids}" if at else "0"


@made_once
def _latest() -> Select:
    of = Opportunity.__table__.c
    latest = (
        select(of.updated_at, of.version, of.id)
        .order_by(of.updated_at.desc(), of.id.desc())
        .limit(RECENT)
        .subquery()
    )
    return select(func.max(latest.c.updated_at), func.sum(latest.c.version), func.sum(latest.c.id))


def kept(key: Hashable, beat: str, make: Callable[[], T]) -> T:
    """Return what was worked out for this key at this pulse, or work it out now.

    A change of settings or of the calendar empties the store.
    """
    store: dict[Hashable, tuple[str, Any]] = cache.stamped("opportunities.kept", dict)
    return cache.once(
        store, key, fresh=lambda found: found[0] == beat, make=lambda _before: (beat, make()), most=MOST
    )[1]
