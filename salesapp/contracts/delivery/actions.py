"""Planning a delivery, reporting its milestones, and what follows: warranty, instalments, mails (R42, P06)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.capability import day_of_books
from salesapp.contracts.delivery import access, mails, queries
from salesapp.contracts.delivery.rules import Kind, Planned, Report, check_running
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.documents.attachments import actions as attachments
from salesapp.web import clock


def open_delivery(contract: Contract, *, by: User, at: datetime) -> None:
    """Begin the delivery of a contract that was handed over before deliveries were kept."""
    access.check_reporter(contract, by)
    contract.open_delivery(contract.delivery_on)
    contract.updated_at = at


def plan(contract: Contract, plan: Iterable[Planned], reason: str | None, *, by: User, at: datetime) -> int:
    """Plan the days of a delivery, tell the owner of those that moved, and count what changed."""
    access.check_reporter(contract, by)
    check_running(ended=contract.has_ended(clock.local(at).date()))
    before = {each.what: each.planned_on for each in contract.milestones}
    changed = contract.plan_delivery(plan, reason)
    if moved := [each for each in changed if before[each.what]]:
        mails.moved(contract, moved, reason or "", at)
    return len(changed)


def report(
    contract: Contract, report: Report, files: Sequence[Any], *, by: User, at: datetime
) -> list[PaymentNode]:
    """Report one milestone with its papers, and return the instalments that fall due by it."""
    access.check_reporter(contract, by)
    today = clock.local(at).date()
    due = contract.report_delivery(
        report,
        work_calendar(),
        by=by,
        at=at,
        today=today,
        counts_from=day_of_books(report.done_on or today, at=at),
    )
    row = contract.milestone(report.kind)
    attachments.attach_all(list(files), row, by=by, at=at)
    contract.updated_at = at
    mails.reported(contract, row, due, at)
    return due


def take_back(contract: Contract, kind: Kind, reason: str | None, *, by: User, at: datetime) -> None:
    """Take the report of a milestone back; its papers stay."""
    access.check_reporter(contract, by)
    check_running(ended=contract.has_ended(clock.local(at).date()))
    done_on = contract.milestone(kind).done_on or clock.local(at).date()
    contract.take_delivery_back(kind, reason, counts_from=day_of_books(done_on, at=at))
    contract.updated_at = at
    mails.taken_back(contract, kind, reason or "", at)


def end(ids: Collection[int], *, by: User, at: datetime, reason: str) -> None:
    """Leave out what was not delivered of a contract that ended before its time."""
    for row in queries.these(ids):
        row.leave_out(reason)
        row.contract.updated_at = at
