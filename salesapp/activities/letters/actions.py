"""What is done with a thank-you letter: it is owed, it is noted as sent. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.letters import queries
from salesapp.activities.letters.rules import check_thank_you_sent, noted_later, thank_you_due
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import check_open
from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import Moved
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _


def follow_rules(*, by: User, at: datetime) -> Iterator[Moved]:
    """Yield the letters whose due time another rule moves, and move them; what is overdue stays overdue (R21)."""
    for task, ended_at in queries.owed_after(at):
        before, task.due_at = task.due_at, due_at(ended_at)
        if task.due_at != before:
            what = _("Thank-you letter to %(name)s", name=task.title)
            times = clock.local(before), clock.local(task.due_at)
            yield Moved(what, *times, address("letters.show", task_id=task.id), task.assignee.name)


def due_at(ended_at: datetime) -> datetime:
    """Return when the letter after a first contact is due, by the rules in force (R21)."""
    return thank_you_due(
        ended_at,
        hours=policy("thank_you_hours"),
        roll=policy("thank_you_next_workday"),
        calendar=work_calendar(),
        zone=clock.zone(),
    )


def send_letter(task: Task, record: Activity, values: Mapping[str, Any], *, by: User, at: datetime) -> Task:
    """Note that a thank-you letter was sent, and which promises went with it (R21, R22)."""
    enclosed = {int(each) for each in values.get("enclosed") or ()}
    sent_at, reason = values["sent_at"], values.get("missing_reason")
    for promise in record.promises:
        if promise.id in enclosed:
            promise.keep(by=by, at=sent_at)
    check_open(task.outcome)
    missing = [promise.content for promise in record.promises if promise.ours and promise.done_at is None]
    check_thank_you_sent(missing, reason or "", sent_at=sent_at, ended_at=record.ended_at, now=at)
    later = noted_later(sent_at, at, hours=policy("record_hours"))
    task.finish(by=by, at=sent_at, note=reason, noted_at=later)
    return task
