"""What is done on the phone: a call is kept with what follows from it, taken back, and written down (F03)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.calls import queries
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.prospects import actions as rows
from salesapp.activities.calls.prospects import queries as prospects
from salesapp.activities.calls.rhythm import queries as rhythm
from salesapp.activities.calls.rules import (
    REASON_LABELS,
    RHYTHM,
    CallRefused,
    Result,
    check_call,
    check_undo,
    read_key,
)
from salesapp.activities.models import Activity
from salesapp.activities.tasks import queries as tasks
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.web.params import id_or
from salesapp.words import gettext as _


def log_call(
    key: str, result: str, *, by: User, at: datetime, reason: str | None = None, later_at: datetime | None = None,
    contact_id: int | None = None, script_id: int | None = None,
) -> Call:  # fmt: skip
    """Keep a call with its result and the opening that was used; “later” and a refusal move the agreed contact."""
    check_call(result, reason, later_at, at)
    version_id = queries.version_in_force(script_id) if script_id else None
    call = Call(
        by_id=by.id, at=at, key=key, script_version_id=version_id, result=result,
        reason=reason if result == Result.REFUSED else None, later_at=later_at if result == Result.LATER else None,
    )  # fmt: skip
    kind, number = read_key(key) or ("", 0)
    row = prospects.find(number, by) if kind == "prospect" else None
    if row is not None:
        db.session.add(call)
        rows.follow(call, row, by=by, at=at)
    else:
        _of_customer(call, *_whom(key, by), contact_id, by, at)
    db.session.flush()
    return call


def _of_customer(
    call: Call, task: Task | None, customer: Customer, contact_id: int | None, by: User, at: datetime
) -> None:
    people = {contact.id for contact in customer.contacts}
    call.customer_id, call.task = customer.id, task
    call.contact_id = contact_id if contact_id in people else None
    db.session.add(call)
    if call.later_at is not None:
        _put_off(call, call.later_at, customer, by, at)
    elif call.result == Result.REFUSED and task is not None:
        task.cancel(
            _("Refused on the phone: %(reason)s", reason=REASON_LABELS[call.reason or ""]), by=by, at=at
        )


def _whom(key: str, by: User) -> tuple[Task | None, Customer]:
    kind, number = read_key(key) or ("", 0)
    task = tasks.find(number, by) if kind == "task" else None
    if task is not None and (task.outcome is not None or task.assignee_id != by.id):
        task = None
    due = rhythm.find(number, by) if kind == RHYTHM else None
    customer_id = (
        number if kind == "customer" else next((each.customer_id for each in (task, due) if each), None)
    )
    customer = customers.find(customer_id or 0, by)
    if customer is None:
        raise CallRefused(_("This call is not in your round any more."))
    return task, customer


def _put_off(call: Call, until: datetime, customer: Customer, by: User, at: datetime) -> None:
    if call.task is not None:
        call.due_before, call.task.due_at = call.task.due_at, until
        return
    call.next_task = Task(
        kind=TaskKind.NEXT_CONTACT, title=_("Call again"), due_at=until, customer_id=customer.id,
        contact_id=call.contact_id, assignee_id=by.id, created_by_id=by.id, created_at=at,
    )  # fmt: skip


def take_back(*, by: User, at: datetime) -> Call:
    """Take the last call of today back with all that followed from it."""
    call = queries.last_of(by, at)
    hours = policy("task_undo_hours")
    written = call is not None and (call.activity_id is not None or _noted(call))
    check_undo(call.at if call else None, at, written=written, hours=hours)
    assert call is not None
    _check_still_mine(call, by)
    call.undone_at = at
    if call.result == Result.REFUSED and call.task is not None:
        call.task.reopen(at=at, hours=hours)
    if call.due_before is not None and call.task is not None:
        call.task.due_at = call.due_before
    if call.prospect is not None:
        rows.take_back(call, call.prospect, by=by, at=at)
    if call.next_task is not None:
        call.next_task.cancel(_("The call was taken back."), by=by, at=at)
    return call


def _check_still_mine(call: Call, by: User) -> None:
    """Refuse to take back a call whose customer, or whose agreed contact, somebody else has or moved since."""
    moved = call.task is not None and call.due_before is not None and (
        call.task.outcome is not None or call.task.assignee_id != by.id or call.task.due_at != call.later_at
    )  # fmt: skip
    if moved or (call.customer_id is not None and not customers.sees(call.customer_id, by)):
        raise CallRefused(_("What the call agreed was changed since: the call stays as it is."))


def _noted(call: Call) -> bool:
    """Return whether the row of a list tells of the call already."""
    return call.prospect_id is not None and call.result == Result.REACHED


def write_down(call_id: Any, activity: Activity, by: User) -> None:
    """Tie a call to the contact record that it became."""
    number = id_or(call_id)
    call = queries.find(number, by) if number else None
    if call is None or call.activity_id is not None:
        return
    if call.customer_id == activity.customer_id or prospects.became(call.prospect_id, activity.customer_id):
        call.activity_id = activity.id
