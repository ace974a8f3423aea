"""What opportunities tell on a timeline: their moves and changed values (R45)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Row

from salesapp.opportunities.changes import queries
from salesapp.opportunities.record import Change
from salesapp.opportunities.words import change_words, reason_words
from salesapp.web.story import About, Entry


def tell(
    about: About, *, now: datetime, size: int, groups: Collection[str], before: datetime | None
) -> list[Entry]:
    """Tell what changed."""
    return [_entry(row, about) for row in queries.latest(about, size=size, before=before)]


def _entry(row: Row, about: About) -> Entry:
    change = Change(row.at, row.field, row.before, row.after, row.reason, row.by)
    what, how = change_words(change)
    return Entry(
        at=row.at,
        group="change",
        look="change",
        title=row.name if about.opportunity_id is None else "",
        url=("opportunity", row.opportunity_id),
        aside=how if row.field == "stage" else f"{what} {how}",
        note=" · ".join(part for part in (reason_words(change), row.by) if part),
    )
