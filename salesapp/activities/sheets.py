"""The values of a printed contact record (F05) and of an opportunity's follow-ups (F07), and who sees its photos."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities import queries
from salesapp.activities.letters import queries as letters
from salesapp.activities.models import Activity
from salesapp.activities.rules import NEED_SOURCE_LABELS, SIDE_LABELS, NeedSource, Side
from salesapp.activities.tasks import queries as tasks
from salesapp.activities.tasks.models import Task
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.opportunities.sheets import follow_up_sheet
from salesapp.web import clock
from salesapp.web.formats import iso
from salesapp.words import gettext as _


def contact_record(record_id: int, user: User) -> SheetData | None:
    """Return the sheet F05 of one record, if this person may read it."""
    record = queries.find(record_id, user)
    if record is None:
        return None
    letter = letters.of_record(record.id)
    commented_by = queries.name_of(record.commented_by_id)
    return SheetData(
        number=record.number,
        values={
            "number": record.number,
            "customer": record.customer.full_name,
            "opportunity": f"{record.opportunity.number} {record.opportunity.name}"
            if record.opportunity
            else None,
            "started_at": record.started_at,
            "ended_at": record.ended_at,
            "is_first": record.is_first,
            "channel": record.channel,
            "their_people": [f"{contact.name} {contact.title}" for contact in record.theirs],
            "our_people": [colleague.name for colleague in record.ours],
            "place_photo": [file.name for file in attachments.of("activity", record.id)],
            "situation": record.situation or record.summary,
            "problem": record.problem,
            "implication": record.implication,
            "need_payoff": record.need_payoff,
            "needs": _needs(record),
            "feedback": record.feedback,
            "competition": record.competition,
            "promises": _promises(record),
            "conclusion": record.conclusion,
            "next_at": record.next_at,
            "next_purpose": record.next_purpose or record.no_next_reason,
            "thank_you_sent_at": _sent(letter),
            "supervisor_comment": record.supervisor_comment,
        },
        signatures=_signatures(record, commented_by),
        closed=() if letter else ("thank_you_sent_at",),
        url=f"/activities/{record.id}",
        subject=record.customer.short_name or record.customer.full_name,
    )


def _sent(letter: Task | None) -> datetime | str | None:
    """Return when the letter was sent; with the mark of a time that was typed later."""
    if letter is None or letter.noted_at is None or letter.done_at is None:
        return letter.done_at if letter else None
    sent, noted = clock.local(letter.done_at), clock.local(letter.noted_at)
    return _("%(sent)s (typed later, %(noted)s)", sent=f"{sent:%Y-%m-%d %H:%M}", noted=f"{noted:%m-%d %H:%M}")


def _needs(record: Activity) -> str | None:
    return "；".join(need_words(need) for need in record.needs) or None


def need_words(need: Any) -> str:
    """Write one need as the sheet does: the customer's words in quotes, with who says so (R20)."""
    said = f"“{need.content}”" if need.source == NeedSource.QUOTE else need.content
    figure = f" {need.value.normalize():f}{need.unit or ''}" if need.value is not None else ""
    return f"{said}{figure}（{NEED_SOURCE_LABELS[need.source]}）"


def _promises(record: Activity) -> str | None:
    return "；".join(promise_words(promise) for promise in record.promises) or None


def promise_words(promise: Any) -> str:
    """Write one promise as the sheet does: who, by when, what, and whether it was kept (R22)."""
    due = _("by %(day)s", day=iso(promise.due_on)) if promise.due_on else ""
    kept = _("kept %(day)s", day=iso(promise.done_at)) if promise.done_at else ""
    return " ".join(
        part for part in (str(SIDE_LABELS[Side(promise.side)]), due, promise.content, kept) if part
    )


def _signatures(record: Activity, commented_by: str | None) -> dict[str, Signature]:
    signatures = {"recorded_by": Signature(record.created_by.name, record.created_at)}
    if commented_by:
        signatures["read_by"] = Signature(commented_by, record.commented_at)
    return signatures


def follow_up_rows(opportunity_id: int) -> list[dict[str, Any]]:
    """Return the rows of the sheet F07 for one opportunity, oldest first."""
    records = queries.follow_ups(opportunity_id)
    done = tasks.next_contact_outcomes([record.id for record in records])
    return [_follow_up(no, record, done.get(record.id, "open")) for no, record in enumerate(records, 1)]


def _follow_up(no: int, record: Activity, outcome: str) -> dict[str, Any]:
    return {
        "no": no,
        "followed_on": record.started_at,
        "channel": record.channel,
        "contact": [contact.name for contact in record.theirs],
        "content": record.summary or record.need_payoff or record.problem or record.situation,
        "feedback": record.feedback or _("none"),
        "next_step": record.next_purpose or record.no_next_reason,
        "owner": record.created_by.name,
        "due_on": record.next_at,
        "outcome": outcome if record.next_at else None,
    }


def follow_up_record(
    opportunity_id: int, user: User, first: date | None = None, last: date | None = None
) -> SheetData | None:
    """Return what the sheet F07 of one opportunity shows of a period, or None where this person may not see it."""
    return follow_up_sheet(
        opportunity_id, user, lambda: follow_up_rows(opportunity_id), first=first, last=last
    )
