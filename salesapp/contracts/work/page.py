"""What contracts ask of a person today: checklists, approvals, signatures, hand-offs to give and to receive (R40, R41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.approvals.objections.rules import Objection
from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.calendar.queries import work_calendar
from salesapp.contracts.handoff.rules import Department, Receipt
from salesapp.contracts.work import queries
from salesapp.contracts.work.rules import CHECKLIST, HANDOFF, RECEIPT, SIGN, TO_DRAW
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _
from salesapp.words import ngettext
from salesapp.work.rules import Day, Todo

END_OF_DAY = time(23, 59)


def checklist(row: Row, now: datetime) -> Todo:
    """Return the line that leads to the checklist of one's contract (R40)."""
    words = _("Vetoed: change it or void it") if row.facts["vetoed"] else _("Go through the checklist")
    if "objection" in row.facts:
        words = _objection(Objection(**row.facts["objection"]))
    named = _("%(customer)s %(number)s", **_named(row))
    return _made(row, now, CHECKLIST, named, words, _("Checklist"), "checklist.show")


def _objection(objection: Objection) -> str:
    """Say who returned or vetoed it and why, and what it needs."""
    words = _("Vetoed by %(who)s: %(said)s. Change it or void it.")
    if objection.is_return:
        words = _("Returned by %(who)s: %(said)s. Mend it and submit it again.")
    return words % {"who": objection.who, "said": objection.within}


def signature(row: Row, now: datetime) -> Todo:
    """Return the line that asks to have one's approved contract signed."""
    return _made(
        row, now, SIGN, _("Have %(customer)s sign %(number)s", **_named(row)),
        _("Approved; seal it, have it signed, note the date"), _("Sign"), "contracts.show",
    )  # fmt: skip


def to_draw(row: Row, now: datetime) -> Todo:
    """Return the line that asks for the contract of what was won without one (待签合同)."""
    today = clock.local(now).date()
    return Todo(
        due_at=datetime.combine(today, END_OF_DAY, clock.zone()), kind=TO_DRAW,
        title=_("Contract awaited: %(customer)s %(number)s", **_named(row)), detail=row.facts["name"],
        url=address("opportunities.show", opportunity_id=row.subject_id), action_label=_("Draw up"),
        action_url=address("contracts.new", opportunity=row.subject_id), due_words=due_in_workdays(today, now),
    )  # fmt: skip


def handing_over(row: Row, now: datetime) -> Todo:
    """Return the line that asks to hand one's signed contract over (R41)."""
    words = _("Returned for completion") if row.facts["returned"] else _("To finance and after-sales")
    return _made(
        row, now, HANDOFF, _("Hand over %(customer)s %(number)s", **_named(row)), words, _("Fill in the sheet"),
        "handoff.show",
    )  # fmt: skip


def receipt(row: Row, now: datetime) -> Todo:
    """Return the line that asks a department to receive a contract (R41)."""
    return _made(
        row, now, RECEIPT, _("Receive %(customer)s %(number)s", **_named(row)),
        _("Handed over by %(owner)s", owner=row.facts["owner"]), _("Accept or return"), "handoff.show",
        owner=row.facts["owner"],
    )  # fmt: skip


def late_handoff(row: Row, now: datetime) -> Todo:
    """Return the line that tells a leader of a late hand-off, and who keeps it waiting (R41)."""
    owner = row.facts["owner"]
    said = {Receipt.ACCEPTED: _("%(who)s received it"), Receipt.RETURNED: _("%(who)s returned it")}
    words = [
        said.get(row.facts["answers"][department], _("%(who)s has not received it"))
        % {"who": department.label}
        for department in Department
    ]
    if not row.facts["sent"]:
        words = [_("Not sent yet by %(owner)s", owner=owner)]
    title = _("Hand-off of %(customer)s %(number)s is late", **_named(row))
    return _made(row, now, HANDOFF, title, " · ".join(words), _("Look"), "handoff.show", owner=owner)


def _named(row: Row) -> dict[str, str]:
    return {"customer": row.facts["customer"], "number": row.facts["number"]}


def _made(
    row: Row, now: datetime, kind: str, title: str, detail: str, label: str, endpoint: str,
    *, owner: str | None = None,
) -> Todo:  # fmt: skip
    """Make one line. What has no deadline of its own is for today and never late."""
    today = clock.local(now).date()
    due_on = clock.local(row.due_at).date() if row.due_at else today
    return Todo(
        due_at=datetime.combine(due_on, END_OF_DAY, clock.zone()), kind=kind, title=title, detail=detail,
        url=address("contracts.show", contract_id=row.subject_id), action_label=label,
        action_url=address(endpoint, contract_id=row.subject_id), overdue=is_late(due_on, today),
        soon=due_on == today and row.due_at is not None, due_words=due_in_workdays(due_on, now), waiting=row.waiting, owner=owner,
    )  # fmt: skip


def figures(user: User, now: datetime, day: Day) -> Iterator[Figure]:
    """Yield the working days until the hand-off in one's day that is due next, or since it was; nothing without one (R41)."""
    row = queries.next_handoff(user, now)
    if row is None:
        return
    due_on, today = clock.local(row.due_at).date(), clock.local(now).date()
    number, late = row.facts["number"], is_late(due_on, today)
    words = (
        _("Hand-off overdue · %(number)s", number=number)
        if late
        else _("Until the next hand-off · %(number)s", number=number)
    )
    url = address("contracts.show", contract_id=row.subject_id)
    days = work_calendar().working_days_between(*sorted((due_on, today)))
    said = _("Working days between today and the day by which the nearest hand-off of mine is confirmed.")
    yield Figure(
        days, words, url, ngettext("working day", "working days", days), late=late, rule="R41", counted=said
    )
