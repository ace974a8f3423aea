"""What changed of an opportunity in words: on its grading sheet and on timelines (F07, R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.opportunities.changes import queries
from salesapp.opportunities.changes.queries import Change
from salesapp.opportunities.rules import ENDINGS, state_label
from salesapp.playbook.dictionaries.queries import label
from salesapp.web.story import CHANGE, About, Entry
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: How many changes of grade the page of an opportunity lists.
MOST_GRADES = 8
FIELDS = {
    "stage": _l("Stage"),
    "grade": _l("Grade"),
    "suggested_grade": _l("Suggested grade"),
    "amount": _l("Expected amount"),
    "expected_close_on": _l("Expected date of the deal"),
    "win_rate": _l("Win rate"),
    "owner": _l("Owner"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history: when, what changed and how, and why, by whom."""

    at: datetime
    what: str
    how: str
    note: str


def lines(changes: Iterable[Change]) -> list[Line]:
    """Return the lines that say what changed."""
    return [
        Line(
            change.at, *change_words(change),
            " · ".join(part for part in (reason_words(change), change.by or _("by the nightly rules")) if part),
        )
        for change in changes
    ]  # fmt: skip


def grades(opportunity_id: int, user: User) -> list[Line]:
    """Return how an opportunity was graded, the latest first: suggested, confirmed, and why (R25, R28)."""
    graded = queries.grades(opportunity_id, limit=MOST_GRADES)
    return lines(graded) if len(graded) > 1 else []


def change_words(change: Change) -> tuple[str, str]:
    """Return what changed, and how: (Grade, A → S); a grade may have been confirmed as it stands."""
    before, after = change.before, change.after
    if change.field == "stage":
        before, after = state_label(before) if before else None, state_label(after)
    if not before:
        how = _("opened: %(after)s", after=after)
    else:
        how = f"{before} → {after}" if before != after else _("stays %(after)s", after=after)
    return str(FIELDS.get(change.field, change.field)), how


def reason_words(change: Change) -> str:
    """Return why it changed; of an ending that is the cause from the dictionary."""
    return label("close_reason", change.reason) if change.after in ENDINGS else change.reason or ""


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> list[Entry]:
    """Tell what changed."""
    return [_entry(row, about) for row in rows]


def _entry(row: Any, about: About) -> Entry:
    change = Change(row.at, row.field, row.before, row.after, row.reason, row.by)
    what, how = change_words(change)
    return Entry(
        at=row.at,
        group="change",
        look=CHANGE,
        title=row.name if about.opportunity_id is None else "",
        url=("opportunity", row.opportunity_id),
        aside=how if row.field == "stage" else f"{what} {how}",
        note=" · ".join(part for part in (reason_words(change), row.by) if part),
    )
