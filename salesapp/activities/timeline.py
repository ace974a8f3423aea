"""One timeline of a customer or an opportunity: what was said, what is to come, what changed (R45).

Entries are plain: a page merges those of several capabilities by their time and shows them with one macro.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row, Select, func, literal, select, union_all

from salesapp.accounts.models import User
from salesapp.activities.kinds import CHANNEL_LABELS, Side, TaskKind
from salesapp.activities.models import Activity, Promise, Task
from salesapp.activities.queries import their_names
from salesapp.activities.rules import spin
from salesapp.activities.times import Tone, lateness
from salesapp.customers.contacts.models import Contact
from salesapp.db import db
from salesapp.opportunities.models import GradeChange, Opportunity, StageChange
from salesapp.opportunities.record import Change
from salesapp.opportunities.words import change_words, reason_words
from salesapp.web import clock
from salesapp.web.story import About, Entry, merged
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

LOOKS = {
    "phone": "call",
    "video": "call",
    "wechat": "call",
    "mail": "mail",
    "visit": "visit",
    "meeting": "visit",
}
PARTS = (_l("Situation"), _l("Problem"), _l("Implication"), _l("Need"))


def timeline(about: About, *, now: datetime, size: int = 20, groups: Iterable[str] = ("task", "contact", "change"),
             before: datetime | None = None) -> list[Entry]:  # fmt: skip
    """Return what happened with a customer or opportunity that the caller found for its reader, newest first.

    ``before`` asks for the entries that come after the last one shown; what is still to come is then left out.
    """
    groups, found = set(groups), []
    if "task" in groups and before is None:
        found += [_task(row, now) for row in db.session.execute(_open_tasks(about))]
    if "contact" in groups:
        found += [_record(row) for row in db.session.execute(_records(about, before, size))]
    if "change" in groups:
        found += [_change(row, about) for row in db.session.execute(_changes(about, before, size))]
    return merged(found)


# ------------------------------------------------------------------------------------ what is to come


def _open_tasks(about: About) -> Select:
    query = (
        select(
            Task.id,
            Task.kind,
            Task.title,
            Task.due_at,
            User.name.label("assignee"),
            Contact.name.label("contact"),
        )
        .join(User, User.id == Task.assignee_id)
        .outerjoin(Contact, Contact.id == Task.contact_id)
        .where(Task.outcome.is_(None))
        .order_by(Task.due_at)
        .limit(10)
    )
    return about.only(query, Task)


def _task(row: Row, now: datetime) -> Entry:
    said = lateness(row.due_at, now, clock.zone(), by_the_hour=row.kind == TaskKind.THANK_YOU)
    return Entry(
        at=row.due_at,
        group="task",
        look="late" if said.tone in (Tone.LATE, Tone.SOON) else "task",
        title=_("Thank-you letter") if row.kind == TaskKind.THANK_YOU else row.title,
        url=("thank_you" if row.kind == TaskKind.THANK_YOU else "task", row.id),
        note=" · ".join(name for name in (row.contact, row.assignee) if name),
        when=_("To do: %(when)s", when=said.words),
        tone=said.tone,
    )


# ------------------------------------------------------------------------------------ what was said


def _records(about: About, before: datetime | None, size: int) -> Select:
    letter = select(Task.done_at).where(
        Task.subject_type == "activity", Task.subject_id == Activity.id, Task.kind == TaskKind.THANK_YOU
    )
    ours = select(func.aggregate_strings(Promise.content, "、")).where(
        Promise.activity_id == Activity.id, Promise.side == Side.OURS
    )
    unkept = select(func.count()).where(
        Promise.activity_id == Activity.id, Promise.side == Side.OURS, Promise.done_at.is_(None)
    )
    query = (
        select(
            Activity.id, Activity.started_at, Activity.ended_at, Activity.channel, Activity.is_first, Activity.summary,
            Activity.situation, Activity.problem, Activity.implication, Activity.need_payoff, Activity.feedback,
            Activity.late_entry, User.name.label("author"), their_names(Activity.id).label("people"),
            letter.limit(1).scalar_subquery().label("sent_at"), ours.scalar_subquery().label("promises"),
            unkept.scalar_subquery().label("unkept"),
        )
        .join(User, User.id == Activity.created_by_id)
        .order_by(Activity.started_at.desc(), Activity.id.desc())
        .limit(size)
    )  # fmt: skip
    if before is not None:
        query = query.where(Activity.started_at < before)
    return about.only(query, Activity)


def _record(row: Row) -> Entry:
    boxes = (row.situation, row.problem, row.implication, row.need_payoff)
    filled = spin(*boxes)
    how = str(CHANNEL_LABELS.get(row.channel, row.channel))
    aside = [f"SPIN {filled.done}/{filled.total}"] if filled.done else []
    if row.late_entry:
        aside.append(_("Late entry"))
    return Entry(
        at=row.started_at,
        group="contact",
        look=LOOKS.get(row.channel, "call"),
        title=" · ".join(
            part for part in (_("First contact") if row.is_first else "", how, row.people) if part
        ),
        url=("activity", row.id),
        aside=" · ".join(aside),
        mark=_letter_words(row) if row.is_first else "",
        tone="done" if row.sent_at else "",
        note="\n".join(line for line in (row.summary, row.feedback, _promise_words(row)) if line),
        spin=tuple((str(name), text or "/") for name, text in zip(PARTS, boxes, strict=True))
        if filled.done
        else (),
    )


def _letter_words(row: Row) -> str:
    if row.sent_at is None:
        return _("Thank-you letter not sent yet")
    hours = max(0, int((row.sent_at - row.ended_at).total_seconds() // 3600))
    if hours == 0:
        return _("Thank-you letter sent within the hour")
    return ngettext(
        "Thank-you letter sent after %(num)d hour", "Thank-you letter sent after %(num)d hours", hours
    )


def _promise_words(row: Row) -> str:
    if not row.promises:
        return ""
    if row.unkept == 0:
        return _("Promised: %(what)s — all kept", what=row.promises)
    return _("Promised: %(what)s — %(count)s still open", what=row.promises, count=row.unkept)


# ------------------------------------------------------------------------------------ what changed


def _changes(about: About, before: datetime | None, size: int) -> Select:
    def rows(change, field) -> Select:
        query = select(
            change.at, field.label("field"), change.before, change.after, change.reason, User.name.label("by"),
            Opportunity.id.label("opportunity_id"), Opportunity.name,
        )  # fmt: skip
        query = query.join(Opportunity, Opportunity.id == change.opportunity_id).outerjoin(
            User, User.id == change.by_id
        )
        if about.opportunity_id is not None:
            query = query.where(Opportunity.id == about.opportunity_id)
        else:
            query = query.where(Opportunity.customer_id == about.customer_id)
        return query.where(change.at < before) if before is not None else query

    both = union_all(rows(StageChange, literal("stage")), rows(GradeChange, GradeChange.field)).subquery()
    return select(both).order_by(both.c.at.desc()).limit(size)


def _change(row: Row, about: About) -> Entry:
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


__all__ = ["About", "Entry", "merged", "timeline"]
