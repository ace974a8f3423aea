"""What contracts ask of a person today: checklists, approvals, signatures, hand-offs to give and to receive (R40, R41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.contracts.handoff.access import receives
from salesapp.contracts.handoff.rules import Department, HandoffStatus, Receipt
from salesapp.contracts.rules import Status
from salesapp.contracts.work import queries
from salesapp.rights.rules import LEADERS, SALES
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.words import ngettext
from salesapp.work.rules import Day, Todo

END_OF_DAY = time(23, 59)


def todo(user: User, now: datetime) -> list[Todo]:
    """Return what contracts ask of this person, unsorted."""
    today = clock.local(now).date()
    found: list[Todo] = []
    if user.role in SALES:
        found += [_own(row, today) for row in queries.own(user)]
    if receives(user):
        found += [_to_receive(row, today) for row in queries.to_receive(user)]
    if user.role in LEADERS:
        found += [_escalated(row, today) for row in queries.late_in_team(user, today)]
    return found


def _own(row: Row, today: date) -> Todo:
    if row.status == Status.SIGNED:
        return _made(
            row, row.due_on, today, "handoff", _("Hand over %(customer)s %(number)s", customer=row.customer, number=row.number),
            _("Returned for completion") if row.handoff_status == HandoffStatus.RETURNED else _("To finance and after-sales"),
            _("Fill in the sheet"), address("handoff.show", contract_id=row.id),
        )  # fmt: skip
    if row.status == Status.APPROVED:
        return _made(
            row, clock.local(row.approved_at).date(), today, "sign",
            _("Have %(customer)s sign %(number)s", customer=row.customer, number=row.number),
            _("Approved; seal it, have it signed, note the date"), _("Sign"),
            address("contracts.show", contract_id=row.id), patient=True,
        )  # fmt: skip
    words = (
        _("Vetoed: change it or void it") if row.status == Status.REJECTED else _("Go through the checklist")
    )
    return _made(
        row, clock.local(row.updated_at).date(), today, "checklist",
        _("%(customer)s %(number)s", customer=row.customer, number=row.number),
        words, _("Checklist"), address("checklist.show", contract_id=row.id), patient=True,
    )  # fmt: skip


def _made(
    row: Row, due: date, today: date, kind: str, title: str, detail: str, label: str, action_url: str,
    *, patient: bool = False, waiting: bool = False, owner: str | None = None,
) -> Todo:  # fmt: skip
    """Make one line. What has no deadline of its own (`patient`) is for today and never late."""
    due_on = max(due, today) if patient else due
    return Todo(
        due_at=datetime.combine(due_on, END_OF_DAY, clock.zone()), kind=kind, title=title, detail=detail,
        url=address("contracts.show", contract_id=row.id), action_label=label, action_url=action_url, overdue=due_on < today,
        soon=due_on == today and not patient, due_words=_day_words(due_on, today), waiting=waiting, owner=owner,
    )  # fmt: skip


def _day_words(due: date, today: date) -> str:
    return due_words(due, datetime.combine(today, END_OF_DAY, clock.zone()))


def _to_receive(row: Row, today: date) -> Todo:
    return _made(
        row, row.due_on, today, "receipt", _("Receive %(customer)s %(number)s", customer=row.customer, number=row.number),
        _("Handed over by %(owner)s", owner=row.owner), _("Accept or return"), address("handoff.show", contract_id=row.id),
        waiting=True, owner=row.owner,
    )  # fmt: skip


def _escalated(row: Row, today: date) -> Todo:
    answers = {Department.FINANCE: row.finance, Department.SERVICE: row.service}
    said = {Receipt.ACCEPTED: _("%(who)s received it"), Receipt.RETURNED: _("%(who)s returned it")}
    words = [
        said.get(answer, _("%(who)s has not received it")) % {"who": department.label}
        for department, answer in answers.items()
    ]
    if row.handoff_status == HandoffStatus.OPEN:
        words = [_("Not sent yet by %(owner)s", owner=row.owner)]
    return _made(
        row, row.due_on, today, "handoff",
        _("Hand-off of %(customer)s %(number)s is late", customer=row.customer, number=row.number),
        " · ".join(words), _("Look"), address("handoff.show", contract_id=row.id), owner=row.owner,
    )  # fmt: skip


def figures(user: User, now: datetime, day: Day) -> Iterator[Figure]:
    """Yield the days until the hand-off that is due next, or since it was (R41)."""
    row = queries.next_handoff(user)
    if row is None:
        yield Figure(0, _("Hand-offs open"), address("contracts.index"))
        return
    left = (row.due_on - clock.local(now).date()).days
    words = (
        _("Hand-off overdue · %(number)s", number=row.number)
        if left < 0
        else _("Until the next hand-off · %(number)s", number=row.number)
    )
    url = address("contracts.show", contract_id=row.id)
    yield Figure(abs(left), words, url, ngettext("day", "days", abs(left)), late=left < 0)
