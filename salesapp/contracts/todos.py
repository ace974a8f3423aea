"""What contracts ask of a person today: checklists, approvals, signatures, hand-offs to give and to receive (R40, R41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from sqlalchemy import Row, Select, func, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.handoff import DEPARTMENT_LABELS, WAITED_FOR, Department, HandoffStatus, Receipt
from salesapp.contracts.lists import SHORT_CUSTOMER, inbox
from salesapp.contracts.models import Contract, Handoff, HandoffReceipt
from salesapp.contracts.rules import Status
from salesapp.contracts.sight import visible_to
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.words import ngettext
from salesapp.work.rules import Day, Todo

MOST = 100
END_OF_DAY = time(23, 59)


def todo(user: User, now: datetime) -> list[Todo]:
    """Return what contracts ask of this person, unsorted."""
    today = clock.local(now).date()
    found: list[Todo] = []
    if user.role in ("rep", "supervisor"):
        found += [_own(row, today) for row in db.session.execute(_own_contracts(user))]
    if user.role not in ("rep", "admin", "auditor"):
        found += [_asked(each, today) for each in inbox(user)]
    if user.role in tuple(Department):
        found += [_to_receive(row, today) for row in db.session.execute(_waiting_receipts(user))]
    if user.role in ("supervisor", "director"):
        found += [_escalated(row, today) for row in db.session.execute(_late_in_team(user, today))]
    return found


def _columns() -> tuple:
    return (
        Contract.id, Contract.number, Contract.name, Contract.status, Contract.updated_at, Contract.approved_at,
        SHORT_CUSTOMER.label("customer"), Handoff.status.label("handoff_status"), Handoff.due_on,
    )  # fmt: skip


def _own_contracts(user: User) -> Select:
    mine = (Status.DRAFT, Status.CHECKING, Status.REJECTED, Status.APPROVED, Status.SIGNED)
    to_give = or_(
        Contract.status != Status.SIGNED, Handoff.status.in_((HandoffStatus.OPEN, HandoffStatus.RETURNED))
    )
    return (
        select(*_columns())
        .join(Customer, Customer.id == Contract.customer_id)
        .outerjoin(Handoff, Handoff.contract_id == Contract.id)
        .where(Contract.owner_id == user.id, Contract.status.in_(mine), to_give)
        .order_by(Contract.updated_at)
        .limit(MOST)
    )


def _own(row: Row, today: date) -> Todo:
    url = f"/contracts/{row.id}"
    if row.status == Status.SIGNED:
        return _made(
            row, row.due_on, today, "handoff", _("Hand over %(customer)s %(number)s", customer=row.customer, number=row.number),
            _("Returned for completion") if row.handoff_status == HandoffStatus.RETURNED else _("To finance and after-sales"),
            _("Fill in the sheet"), f"{url}/handoff",
        )  # fmt: skip
    if row.status == Status.APPROVED:
        return _made(
            row, clock.local(row.approved_at).date(), today, "sign",
            _("Have %(customer)s sign %(number)s", customer=row.customer, number=row.number),
            _("Approved; seal it, have it signed, note the date"), _("Sign"), url, patient=True,
        )  # fmt: skip
    words = (
        _("Vetoed: change it or void it") if row.status == Status.REJECTED else _("Go through the checklist")
    )
    return _made(
        row, clock.local(row.updated_at).date(), today, "checklist",
        _("%(customer)s %(number)s", customer=row.customer, number=row.number),
        words, _("Checklist"), f"{url}/checklist", patient=True,
    )  # fmt: skip


def _made(
    row: Row, due: date, today: date, kind: str, title: str, detail: str, label: str, action_url: str,
    *, patient: bool = False, waiting: bool = False, owner: str | None = None,
) -> Todo:  # fmt: skip
    """Make one line. What has no deadline of its own (`patient`) is for today and never late."""
    due_on = max(due, today) if patient else due
    return Todo(
        due_at=datetime.combine(due_on, END_OF_DAY, clock.zone()), kind=kind, title=title, detail=detail,
        url=f"/contracts/{row.id}", action_label=label, action_url=action_url, overdue=due_on < today,
        soon=due_on == today and not patient, due_words=_day_words(due_on, today), waiting=waiting, owner=owner,
    )  # fmt: skip


def _day_words(due: date, today: date) -> str:
    return due_words(due, datetime.combine(today, END_OF_DAY, clock.zone()))


def _asked(each, today: date) -> Todo:
    return Todo(
        due_at=datetime.combine(each.due_on, END_OF_DAY, clock.zone()), kind="approval",
        title=_("Approve %(customer)s %(number)s", customer=each.customer, number=each.number),
        detail=_("%(amount)s yuan · submitted by %(owner)s", amount=f"{each.amount:,.2f}", owner=each.owner),
        url=f"/contracts/{each.contract_id}", action_label=_("Decide"),
        action_url=f"/contracts/{each.contract_id}/approvals", overdue=each.due_on < today, soon=each.due_on == today,
        due_words=_day_words(each.due_on, today), owner=each.owner, waiting=True,
    )  # fmt: skip


def _waiting_receipts(user: User) -> Select:
    return (
        select(*_columns(), User.name.label("owner"))
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .join(HandoffReceipt, HandoffReceipt.handoff_id == Handoff.id)
        .where(
            HandoffReceipt.department == user.role,
            HandoffReceipt.status == Receipt.WAITING,
            Handoff.status.in_((HandoffStatus.SENT, HandoffStatus.RETURNED)),
        )
        .order_by(Handoff.due_on)
        .limit(MOST)
    )


def _to_receive(row: Row, today: date) -> Todo:
    return _made(
        row, row.due_on, today, "receipt", _("Receive %(customer)s %(number)s", customer=row.customer, number=row.number),
        _("Handed over by %(owner)s", owner=row.owner), _("Accept or return"), f"/contracts/{row.id}/handoff",
        waiting=True, owner=row.owner,
    )  # fmt: skip


def _late_in_team(user: User, today: date) -> Select:
    finance, service = (_answer(department) for department in Department)
    query = (
        select(*_columns(), User.name.label("owner"), finance, service)
        .join(Customer, Customer.id == Contract.customer_id)
        .join(User, User.id == Contract.owner_id)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(
            Handoff.status.in_(WAITED_FOR),
            Handoff.due_on < today,
            Contract.owner_id != user.id,
        )
        .order_by(Handoff.due_on)
        .limit(MOST)
    )
    return query.where(User.team_id == user.team_id) if user.role == "supervisor" else query


def _answer(department: Department):
    """Select the latest answer of one department."""
    return (
        select(HandoffReceipt.status)
        .where(HandoffReceipt.handoff_id == Handoff.id, HandoffReceipt.department == department)
        .order_by(HandoffReceipt.round.desc())
        .limit(1)
        .scalar_subquery()
        .label(department)
    )


def _escalated(row: Row, today: date) -> Todo:
    answers = {Department.FINANCE: row.finance, Department.SERVICE: row.service}
    said = {Receipt.ACCEPTED: _("%(who)s received it"), Receipt.RETURNED: _("%(who)s returned it")}
    words = [
        said.get(answer, _("%(who)s has not received it")) % {"who": DEPARTMENT_LABELS[department]}
        for department, answer in answers.items()
    ]
    if row.handoff_status == HandoffStatus.OPEN:
        words = [_("Not sent yet by %(owner)s", owner=row.owner)]
    return _made(
        row, row.due_on, today, "handoff",
        _("Hand-off of %(customer)s %(number)s is late", customer=row.customer, number=row.number),
        " · ".join(words), _("Look"), f"/contracts/{row.id}/handoff", owner=row.owner,
    )  # fmt: skip


def overdue(people: Select, now: datetime) -> Select:
    """Select how many hand-offs of each person are late (R3, R41)."""
    return (
        select(Contract.owner_id, func.count())
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(
            Handoff.status.in_(WAITED_FOR),
            Handoff.due_on < clock.local(now).date(),
            Contract.owner_id.in_(people),
        )
        .group_by(Contract.owner_id)
    )


def next_handoff(user: User) -> Row | None:
    """Return the hand-off that is due next, (id of the contract, its number, the day), if there is an open one."""
    query = (
        visible_to(user)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(Handoff.status.in_(WAITED_FOR))
        .with_only_columns(Contract.id, Contract.number, Handoff.due_on)
        .order_by(None)
        .order_by(Handoff.due_on, Contract.id)
        .limit(1)
    )
    return db.session.execute(query).first()


def figures(user: User, now: datetime, day: Day) -> Iterator[Figure]:
    """Yield the days until the hand-off that is due next, or since it was (R41)."""
    row = next_handoff(user)
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
