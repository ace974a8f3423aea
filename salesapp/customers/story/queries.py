"""What a customer's own file has to tell on its timeline: its registration and its changed fields (R7, R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from salesapp.customers import queries as customers
from salesapp.customers.page import told
from salesapp.statements import Made
from salesapp.web.story import CHANGE, About, Entry
from salesapp.words import gettext as _


def asked(about: About, *, size: int, before: datetime | None) -> Made | None:
    """Ask for what was changed in a customer's data."""
    return customers.latest_changes(about.customer_id) if about.customer_id is not None else None


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Yield when a customer was registered, and one entry for each moment at which fields were changed."""
    if about.customer_id is None:
        return
    yield from _field_changes(rows, before)
    card = about.record
    if before is None or card.created_at < before:
        yield Entry(
            at=card.created_at,
            group="change",
            look="sign",
            title=_("Registered"),
            aside=card.source_note or "",
        )


def _field_changes(rows: Iterable[Any], before: datetime | None) -> Iterator[Entry]:
    lines: dict[tuple[datetime, str | None, str], list[str]] = {}
    for change in map(told, customers.changes_of(rows)):
        if not change.field.endswith("_id") and (before is None or change.at < before):
            line = f"{change.label}：{change.was[:80]} → {change.now[:80]}"
            lines.setdefault((change.at, change.by, change.subject), []).append(line)
    for (at, by, subject), said in lines.items():
        title = _("Contact person changed") if subject == "contact" else _("Data changed")
        yield Entry(at=at, group="change", look=CHANGE, title=title, aside=by or "", note="\n".join(said))
