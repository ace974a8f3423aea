"""What pages show of tasks: a line with its next turn, the day's work, what is still to come on a timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from salesapp.activities.rules import CHANNEL_LABELS
from salesapp.activities.tasks.queries import TaskRow
from salesapp.activities.tasks.rules import TASK_KIND_LABELS, TaskKind, TaskOutcome
from salesapp.calendar.lateness.rules import Lateness, Tone, lateness
from salesapp.web import clock
from salesapp.web.formats import short_moment
from salesapp.web.story import About, Entry
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


@dataclass(frozen=True, slots=True)
class Turn:
    """What is done next with a task: a page that opens, or a button."""

    label: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    opens: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of the list of tasks, as it is read."""

    row: TaskRow
    title: str
    kind: str
    when: str
    tone: str
    turn: Turn
    may_end: bool


def lines(rows: Iterable[TaskRow], now: datetime) -> list[TaskLine]:
    """Put the rows of the list of tasks into words."""
    return [_line(row, lateness(row.due_at, now, clock.zone())) for row in rows]


def _line(row: TaskRow, said: Lateness) -> TaskLine:
    letter = row.kind == TaskKind.THANK_YOU
    when = said.words
    tone: str = said.tone if said.tone in (Tone.LATE, Tone.SOON) else ""
    if row.outcome is not None:
        done = row.outcome == TaskOutcome.DONE
        when = _("Done %(when)s", when=short_moment(row.done_at)) if done else _("Cancelled")
        tone = "done"
    return TaskLine(
        row=row,
        title=_("Thank-you letter") if letter else row.title,
        kind=str(TASK_KIND_LABELS[TaskKind(row.kind)]),
        when=when,
        tone=tone,
        turn=_turn(row),
        may_end=row.outcome is None and not letter,
    )


def _turn(row: TaskRow) -> Turn:
    if row.outcome is not None:
        return Turn(_("Reopen"), "tasks.create_reopening", {"task_id": row.id}, quiet=True)
    if row.kind == TaskKind.THANK_YOU:
        return Turn(_("Write the letter"), "letters.show", {"task_id": row.id}, opens=True)
    if row.kind == TaskKind.NEXT_CONTACT:
        values = {"customer": row.customer_id, "task": row.id}
        return Turn(_("Record it"), "activities.new", values, opens=True)
    return Turn(_("Done"), "tasks.create_completion", {"task_id": row.id})


# ------------------------------------------------------------------------------------- the day's work


def next_contact(row: Row, now: datetime) -> Todo:
    """Return the line that asks for the next contact with a customer (R23)."""
    facts, said = row.facts, lateness(row.due_at, now, clock.zone())
    about = f"&opportunity={facts['opportunity_id']}" if facts["opportunity_id"] else ""
    how = str(CHANNEL_LABELS.get(facts["channel"], "")) if facts["channel"] else ""
    return Todo(
        due_at=row.due_at, kind=TaskKind.NEXT_CONTACT,
        title=_("%(customer)s: %(purpose)s", customer=facts["customer"], purpose=facts["title"]),
        detail=" · ".join(part for part in (facts["contact"], how and _("Last time: %(how)s", how=how)) if part),
        url=f"/customers/{facts['customer_id']}", action_label=_("Record it"),
        action_url=f"/activities/new?customer={facts['customer_id']}{about}&task={row.subject_id}",
        overdue=said.tone is Tone.LATE, soon=said.tone is Tone.SOON, due_words=said.words, grade=row.grade,
    )  # fmt: skip


def plain(row: Row, now: datetime) -> Todo:
    """Return the line of any other task. It leads to the task: not everybody who does one sees the customer that it is about."""
    facts, said = row.facts, lateness(row.due_at, now, clock.zone())
    return Todo(
        due_at=row.due_at, kind="task", title=facts["title"], detail=facts["detail"] or facts["customer"] or "",
        url=f"/activities/tasks/{row.subject_id}", action_label=_("Done"),
        action_url=f"/activities/tasks/{row.subject_id}/completion", overdue=said.tone is Tone.LATE,
        soon=said.tone is Tone.SOON, due_words=said.words, one_tap=True,
    )  # fmt: skip


# -------------------------------------------------------------------------------------- the timeline


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> list[Entry]:
    """Tell what is still to come; the later pages of a timeline leave it out."""
    return [_entry(row, now) for row in rows]


def _entry(row: Any, now: datetime) -> Entry:
    letter = row.kind == TaskKind.THANK_YOU
    said = lateness(row.due_at, now, clock.zone(), by_the_hour=letter)
    return Entry(
        at=row.due_at,
        group="task",
        look="late" if said.tone in (Tone.LATE, Tone.SOON) else "task",
        title=_("Thank-you letter") if letter else row.title,
        url=("thank_you" if letter else "task", row.id),
        note=" · ".join(name for name in (row.contact, row.assignee) if name),
        when=_("To do: %(when)s", when=said.words),
        tone=said.tone,
    )
