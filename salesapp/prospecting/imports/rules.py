"""How far an import is, and what it takes to go on (R13). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from salesapp.prospecting.imports.verdicts.rules import CHOICES, Choice, Verdict
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

UNDONE_WITHIN = timedelta(days=30)
#: Rows that are looked through while somebody waits; more of them are a job.
AT_ONCE = 300
MOST_OPEN = 5  # imports of one person under way


class Status(StrEnum):
    """How far an import is."""

    DRAFT = "draft"  # its columns are being chosen
    JUDGING = "judging"
    JUDGED = "judged"  # shown, nothing changed yet
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


STATUS_LABELS: Mapping[str, Any] = {
    Status.DRAFT: lazy_pgettext("import", "Columns to choose"),
    Status.JUDGING: lazy_pgettext("import", "Being looked through"),
    Status.JUDGED: lazy_pgettext("import", "To be confirmed"),
    Status.RUNNING: lazy_pgettext("import", "Running"),
    Status.DONE: lazy_pgettext("import", "Done"),
    Status.CANCELLED: lazy_pgettext("import", "Cancelled"),
    Status.UNDOING: lazy_pgettext("import", "Being undone"),
    Status.UNDONE: lazy_pgettext("import", "Undone"),
    Status.FAILED: lazy_pgettext("import", "Failed"),
}
STATUS_TONES: Mapping[str, str] = {
    Status.JUDGED: "warn", Status.RUNNING: "blue", Status.JUDGING: "blue", Status.UNDOING: "blue", Status.DONE: "ok",
    Status.FAILED: "no",
}  # fmt: skip
#: A worker has something to do.
AT_WORK = (Status.JUDGING, Status.RUNNING, Status.UNDOING)
#: Nothing was changed by it yet.
BEFORE = (Status.DRAFT, Status.JUDGING, Status.JUDGED)


class Outcome(StrEnum):
    """What came of a row."""

    ADDED = "added"
    FILLED = "filled"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"
    UNDONE = "undone"
    KEPT = "kept"  # somebody worked on it since: not undone


OUTCOME_LABELS: Mapping[str, Any] = {
    Outcome.ADDED: lazy_pgettext("import", "Added"),
    Outcome.FILLED: lazy_pgettext("import", "Gaps filled"),
    Outcome.UPDATED: lazy_pgettext("import", "Updated"),
    Outcome.UNCHANGED: lazy_pgettext("import", "Nothing new"),
    Outcome.SKIPPED: lazy_pgettext("import", "Left out"),
    Outcome.REFUSED: lazy_pgettext("import", "Refused"),
    Outcome.UNDONE: lazy_pgettext("import", "Undone"),
    Outcome.KEPT: lazy_pgettext("import", "Kept: worked on since"),
}
#: What an undo takes back.
CHANGING = (Outcome.ADDED, Outcome.FILLED, Outcome.UPDATED)


class ImportRefused(Refusal):
    """An import that cannot be begun, or not go on as it stands."""


def check_status(status: str, *allowed: Status) -> None:
    """Refuse a step that an import does not take as it stands."""
    if status not in allowed:
        said = STATUS_LABELS[Status(status)]
        raise ImportRefused(_("This import stands at “%(status)s” now: look at it again.", status=said))


def check_open(waiting: int) -> None:
    """Refuse one more import of somebody who has several under way."""
    if waiting >= MOST_OPEN:
        raise ImportRefused(_("You have %(count)s imports under way. End one of them first.", count=waiting))


def check_turn(*, free: bool) -> None:
    """Refuse a table while another one of the same person is being read."""
    if not free:
        raise ImportRefused(_("A table of yours is being read in this moment. Wait until it is there."))


def check_same(*, same: bool) -> None:
    """Refuse what was read of another sheet, or below another header, than the import takes by now."""
    if not same:
        raise ImportRefused(_("The import was changed meanwhile: look at it again."))


def check_undo(status: str, finished_at: datetime | None, now: datetime) -> None:
    """Refuse to undo what never ran, or ran over 30 days ago."""
    check_status(status, Status.DONE, Status.CANCELLED, Status.FAILED)
    if finished_at is None:
        raise ImportRefused(_("This import has changed nothing."))
    if now - finished_at > UNDONE_WITHIN:
        raise ImportRefused(_("An import can be undone for 30 days."))


def undone_until(status: str, finished_at: datetime | None, now: datetime) -> datetime | None:
    """Return until when an import can be undone; nothing where it cannot, or cannot any more."""
    try:
        check_undo(status, finished_at, now)
    except ImportRefused:
        return None
    return finished_at + UNDONE_WITHIN if finished_at else None


def check_columns(columns: Mapping[int, str]) -> None:
    """Refuse columns without the company's name."""
    if "full_name" not in columns.values():
        raise ImportRefused(_("Say which column is the company name."))


def proposed() -> dict[str, str]:
    """Return what is done with each verdict unless somebody chooses otherwise."""
    return {verdict.value: choices[0].value for verdict, choices in CHOICES.items()}


def chosen(verdict: str, choices: Mapping[str, str], own: str | None) -> Choice:
    """Return what is done with a row: its own choice where it has one, else that of its verdict."""
    allowed = CHOICES.get(Verdict(verdict), (Choice.SKIP,))
    wish = own or choices.get(verdict)
    return Choice(wish) if wish in allowed else allowed[0]
