"""Mails about a hand-off: to its receivers, its sender, and the supervisor when it is late (R41)."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.queries import with_role
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt
from salesapp.contracts.handoff.rules import Department, Receipt
from salesapp.contracts.mails import send
from salesapp.rights.rules import Role
from salesapp.words import gettext as _


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


def escalate(handoff: Handoff, at: datetime) -> None:
    """Tell the supervisor of the team, or the director where there is none, and the owner (R41)."""
    contract = handoff.contract
    supervisors = with_role(Role.SUPERVISOR, team_id=contract.owner.team_id) if contract.owner.team_id else ()
    subject = _("Hand-off overdue: %(number)s", number=contract.number)
    opening = _("The hand-off %(handoff)s was due on %(day)s.", handoff=handoff.number, day=handoff.due_on)
    answers = {name: receipt.status for name, receipt in handoff.latest().items()}
    for department in Department:
        if answers.get(department) != Receipt.ACCEPTED:
            opening += "\n" + _("%(department)s has not received it.", department=department.label)
    send(
        [*(supervisors or with_role(Role.DIRECTOR)), contract.owner],
        subject,
        opening,
        contract,
        at,
        "handoff.show",
    )
