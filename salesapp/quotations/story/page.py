"""What quotations have to tell on the timeline of their customer and opportunity (R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from salesapp.quotations.rules import Status, label
from salesapp.web.formats import iso, yuan
from salesapp.web.story import CHANGE, About, Entry
from salesapp.words import gettext as _

GROUP = "quotation"
LOOKS = {Status.WON: "sign", Status.LOST: "late", Status.LAPSED: "late", Status.REPLACED: CHANGE}


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Yield the steps of every quotation that the reader may see: drawn up, agreed to, sent, and how it ended."""
    for row in rows:
        yield from (entry for entry in _steps(row) if before is None or entry.at < before)


def _steps(row: Any) -> Iterator[Entry]:
    steps: tuple[tuple[datetime | None, str, Any, str], ...] = (
        (row.created_at, CHANGE, _("Quotation drawn up"), ""),
        (row.approved_at, "sign", _("Quotation agreed to"), _("valid until %(day)s", day=iso(row.valid_until))),
        (row.sent_at, "mail", _("Quotation sent"), row.sent_to or ""),
        (row.ended_at, LOOKS.get(Status(row.status), CHANGE), _("Quotation: %(state)s", state=Status(row.status).label),
         row.end_reason or ""),
    )  # fmt: skip
    for at, look, title, note in steps:
        if at is not None:
            aside = f"{label(row.number, row.revision)} · ¥{yuan(row.gross)}"
            yield Entry(
                at=at, group=GROUP, look=look, title=title, url=("quotation", row.id), aside=aside, note=note
            )
