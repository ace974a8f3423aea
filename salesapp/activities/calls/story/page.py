"""What the round of calls tells on the timeline of a customer and of an opportunity (R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from salesapp.activities.calls.rules import REASON_LABELS, RESULT_LABELS, Result
from salesapp.web.formats import short_moment
from salesapp.web.story import About, Entry
from salesapp.words import gettext as _

GROUP = "call"


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Yield the calls of which no record tells."""
    for row in rows:
        yield Entry(
            at=row.at, group=GROUP, look="mail" if row.mail else "call", url=("call", row.id),
            title=_title(row), aside=row.who, note=_note(row),
        )  # fmt: skip


def _title(row: Any) -> str:
    """Say what came of it: where the round had no number to call, it wrote a mail."""
    if not row.mail:
        return _("Call: %(result)s", result=RESULT_LABELS[row.result])
    sent = row.result == Result.REACHED
    return _("Mail: %(result)s", result=_("Sent") if sent else RESULT_LABELS[row.result])


def _note(row: Any) -> str:
    said = (
        str(REASON_LABELS[row.reason]) if row.reason else "",
        _("again %(when)s", when=short_moment(row.later_at)) if row.later_at else "",
        row.name or "",
    )
    return " · ".join(part for part in said if part)
