"""Mails about a hand-off: to its receivers, its sender, and the supervisor when it is late (R41)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.accounts.queries import find, with_role
from salesapp.contracts.handoff import queries
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt
from salesapp.contracts.handoff.rules import Department, Receipt
from salesapp.contracts.mails import send
from salesapp.mail.models import queue
from salesapp.rights.rules import Role
from salesapp.web.addresses import address
from salesapp.words import gettext as _
from salesapp.words import ngettext

SHOWN = 30  # lines of a mail; the list has the rest


def ask_receivers(handoff: Handoff, at: datetime) -> None:
    """Write to the departments that have not received the hand-off."""
    contract = handoff.contract
    subject = _(
        "Please receive %(number)s %(customer)s", number=contract.number, customer=contract.customer.full_name
    )
    opening = _("The hand-off %(handoff)s is due on %(day)s.", handoff=handoff.number, day=handoff.due_on)
    waiting = [name for name, receipt in handoff.latest().items() if receipt.status == Receipt.WAITING]
    for department in waiting:
        send(with_role(department), subject, opening, contract, at, "handoff.show")


def received(handoff: Handoff, receipt: HandoffReceipt, at: datetime) -> None:
    """Tell the sender what one department answered."""
    contract = handoff.contract
    department = receipt.department_label
    if receipt.status == Receipt.ACCEPTED:
        subject = _("%(department)s received %(number)s", department=department, number=contract.number)
    else:
        subject = _("%(department)s returned %(number)s", department=department, number=contract.number)
    opening = _(
        "%(who)s: %(said)s",
        who=receipt.by.name if receipt.by else "/",
        said=receipt.opinion or _("No comment"),
    )
    senders = [handoff.sent_by, contract.owner]
    send(filter(None, senders), subject, opening, contract, at, "handoff.show")


def escalate(late: Sequence[Row], at: datetime) -> None:
    """Tell the supervisor of the team, or the director where there is none, and the owner: each in one mail (R41)."""
    told: dict[int, tuple[User, list[Row]]] = {}
    above: dict[int | None, Sequence[User]] = {}
    for row in late:
        owner = find(row.owner_id)
        assert owner is not None  # its foreign key says so
        if owner.team_id not in above:
            above[owner.team_id] = _above(owner.team_id)
        for person in {user.id: user for user in (*above[owner.team_id], owner)}.values():
            told.setdefault(person.id, (person, []))[1].append(row)
    for person, rows in told.values():
        if len(rows) == 1:
            _one(rows[0].id, person, at)
        else:
            _many(rows, person, at)


def _above(team_id: int | None) -> Sequence[User]:
    supervisors = with_role(Role.SUPERVISOR, team_id=team_id) if team_id else ()
    return supervisors or with_role(Role.DIRECTOR)


def _one(handoff_id: int, person: User, at: datetime) -> None:
    [handoff] = queries.these([handoff_id])
    contract = handoff.contract
    subject = _("Hand-off overdue: %(number)s", number=contract.number)
    opening = _("The hand-off %(handoff)s was due on %(day)s.", handoff=handoff.number, day=handoff.due_on)
    answers = {name: receipt.status for name, receipt in handoff.latest().items()}
    for department in Department:
        if answers.get(department) != Receipt.ACCEPTED:
            opening += "\n" + _("%(department)s has not received it.", department=department.label)
    send([person], subject, opening, contract, at, "handoff.show")


def _many(rows: Sequence[Row], person: User, at: datetime) -> None:
    """Write of all of them at once: the first in lines, the rest by their number."""
    lines = [
        "- " + " · ".join((row.contract, row.customer, row.owner, _("due %(day)s", day=row.due_on)))
        for row in rows[:SHOWN]
    ]
    if len(rows) > SHOWN:
        lines.append("- " + _("and %(count)s more", count=len(rows) - SHOWN))
    subject = ngettext("%(num)d hand-off overdue", "%(num)d hand-offs overdue", len(rows))
    path = address("contracts.index", view="late")
    queue(
        to=person, subject=subject, body="\n".join([subject, "", *lines]), path=path, at=at, about="handoff"
    )
