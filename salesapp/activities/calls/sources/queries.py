"""The sources of a round of calls, asked together: one statement, however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    String,
    cast,
    literal,
    null,
    select,
    union_all,
)

from salesapp.db import UTCDateTime, db

#: What a source may tell beside its kind and the number of its record: when, for what, and whom one asks for.
TOLD: Mapping[str, Any] = {
    "customer_id": Integer(),
    "contact_id": Integer(),
    "at": UTCDateTime(),
    "day": Date(),
    "place": Integer(),
    "words": String(),
}


def columns(kind: str, number: Any, **told: Any) -> list[ColumnElement[Any]]:
    """Return the columns of one source in the order of all; what it does not tell is nothing, of the right type."""
    return [
        literal(kind).label("kind"),
        number.label("id"),
        *(told.get(name, cast(null(), type_)).label(name) for name, type_ in TOLD.items()),
    ]


def ask(parts: Sequence[Select]) -> Sequence[Row]:
    """Return the rows of all sources; each is cut to its first by itself, where an index has them in order."""
    return db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
