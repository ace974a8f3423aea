"""What a person must do today that comes from contacts: letters, next contacts, tasks, promises (R21–R23)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.activities.kinds import CHANNEL_LABELS, Side, TaskKind
from salesapp.activities.models import Activity, Promise, Task
from salesapp.activities.rules import thank_you_tone
from salesapp.activities.times import Lateness, Tone, day_words, lateness
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.words import gettext as _
from salesapp.work.rules import Todo

LETTER = TaskKind.THANK_YOU
MOST = 200  # nobody works through more in a day; the list of tasks has the rest
DAY = timedelta(days=1)
_LETTER = aliased(Task)  # made once: an alias costs more than the query that uses it


def todo(user: User, now: datetime) -> list[Todo]:
    """Return what this person must do by tonight; letters as soon as they are owed, as their hours run (R21)."""
    tonight = datetime.combine(clock.local(now).date() + DAY, time(), clock.zone())
    todos = [_task(row, now) for row in db.session.execute(_tasks(user, tonight))]
    return todos + [
        _promise(row, now) for row in db.session.execute(_promises(user, clock.local(now).date()))
    ]


def _names() -> list:
    return [
        func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
        Customer.id.label("customer_id"),
    ]


def _tasks(user: User, tonight: datetime) -> Select:
    promised = select(func.aggregate_strings(Promise.content, "、")).where(
        Promise.activity_id == Activity.id, Promise.side == Side.OURS
    )
    return (
        select(
            Task.id, Task.kind, Task.title, Task.detail, Task.due_at, Task.opportunity_id, *_names(), Opportunity.grade,
            Contact.name.label("contact"), Activity.ended_at, Activity.channel,
            promised.scalar_subquery().label("promised"),
        )
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .outerjoin(Opportunity, Opportunity.id == Task.opportunity_id)
        .outerjoin(Contact, Contact.id == Task.contact_id)
        .outerjoin(Activity, (Activity.id == Task.subject_id) & (Task.subject_type == "activity"))
        .where(Task.assignee_id == user.id, Task.done_at.is_(None))
        .where((Task.due_at < tonight) | (Task.kind == TaskKind.THANK_YOU))
        .order_by(Task.due_at)
        .limit(MOST)
    )  # fmt: skip


def _task(row: Row, now: datetime) -> Todo:
    said = lateness(row.due_at, now, clock.zone(), by_the_hour=row.kind == TaskKind.THANK_YOU)
    make = {TaskKind.THANK_YOU: _letter, TaskKind.NEXT_CONTACT: _next_contact}.get(row.kind, _plain)
    return make(row, said, now)


def _letter(row: Row, said: Lateness, now: datetime) -> Todo:
    tone = thank_you_tone(row.ended_at, row.due_at, now, amber_hours=policy("thank_you_amber_hours"))
    met = clock.local(row.ended_at)
    when = f"{day_words(met.date(), clock.local(now).date())} {met:%H:%M}"
    detail = _("First contact %(when)s", when=when)
    if row.promised:
        detail += " · " + _("Promised: %(what)s", what=row.promised)
    return Todo(
        due_at=row.due_at, kind=TaskKind.THANK_YOU, title=_("Send %(customer)s a thank-you letter", customer=row.customer),
        detail=detail, url=f"/customers/{row.customer_id}", action_label=_("Write the letter"),
        action_url=f"/activities/thank-yous/{row.id}", overdue=tone is Tone.LATE, soon=tone is Tone.SOON,
        due_words=said.words, hours_run=True,
    )  # fmt: skip


def _next_contact(row: Row, said: Lateness, now: datetime) -> Todo:
    about = f"&opportunity={row.opportunity_id}" if row.opportunity_id else ""
    how = str(CHANNEL_LABELS.get(row.channel, "")) if row.channel else ""
    return Todo(
        due_at=row.due_at, kind=TaskKind.NEXT_CONTACT,
        title=_("%(customer)s: %(purpose)s", customer=row.customer, purpose=row.title),
        detail=" · ".join(part for part in (row.contact, how and _("Last time: %(how)s", how=how)) if part),
        url=f"/customers/{row.customer_id}", action_label=_("Record it"),
        action_url=f"/activities/new?customer={row.customer_id}{about}&task={row.id}",
        overdue=said.tone is Tone.LATE, soon=said.tone is Tone.SOON, due_words=said.words, grade=row.grade,
    )  # fmt: skip


def _plain(row: Row, said: Lateness, now: datetime) -> Todo:
    return Todo(
        due_at=row.due_at, kind="task", title=row.title, detail=row.detail or row.customer or "",
        url=f"/customers/{row.customer_id}" if row.customer_id else "/activities/tasks", action_label=_("Done"),
        action_url=f"/activities/tasks/{row.id}/completion", overdue=said.tone is Tone.LATE,
        soon=said.tone is Tone.SOON, due_words=said.words, one_tap=True,
    )  # fmt: skip


def _promises(user: User, today) -> Select:
    waits_for_letter = (
        select(_LETTER.id)
        .where(
            _LETTER.subject_type == "activity", _LETTER.subject_id == Activity.id, _LETTER.kind == TaskKind.THANK_YOU,
            _LETTER.done_at.is_(None),
        )
        .exists()
    )  # fmt: skip
    return (
        select(Promise.id, Promise.content, Promise.due_on, Activity.id.label("activity_id"), *_names())
        .join(Activity, Activity.id == Promise.activity_id)
        .join(Customer, Customer.id == Activity.customer_id)
        .where(Promise.side == Side.OURS, Promise.done_at.is_(None), Promise.due_on <= today)
        .where(Activity.created_by_id == user.id, ~waits_for_letter)
        .order_by(Promise.due_on)
        .limit(MOST)
    )


def _promise(row: Row, now: datetime) -> Todo:
    due_at = clock.at(row.due_on, 23, 59)
    said = lateness(due_at, now, clock.zone(), all_day=True)
    return Todo(
        due_at=due_at, kind="promise", title=_("Keep the promise: %(what)s", what=row.content), detail=row.customer,
        url=f"/activities/{row.activity_id}", action_label=_("Kept"),
        action_url=f"/activities/promises/{row.id}/fulfilment", overdue=said.tone is Tone.LATE, due_words=said.words,
        one_tap=True,
    )  # fmt: skip


def overdue(people: Select, now: datetime) -> Select:
    """Select how many tasks of each person are overdue (R3)."""
    return (
        select(Task.assignee_id, func.count())
        .where(Task.done_at.is_(None), Task.due_at < now, Task.assignee_id.in_(people))
        .group_by(Task.assignee_id)
    )
