"""Mails about a delivery: to the contract's owner, and to finance where an instalment falls due (R42)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from salesapp.accounts.queries import with_role
from salesapp.contracts.delivery.models import Milestone
from salesapp.contracts.delivery.rules import Kind
from salesapp.contracts.mails import send
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.rights.rules import Role
from salesapp.words import gettext as _

PAGE = "delivery.show"


def reported(contract: Contract, row: Milestone, due: Sequence[PaymentNode], at: datetime) -> None:
    """Tell the owner that a milestone was reached, and finance too where instalments fall due by it."""
    subject = _("%(number)s: %(what)s %(day)s", number=contract.number, what=row.what.label, day=row.done_on)
    who = row.reported_by.name if row.reported_by else "/"
    opening = [_("%(who)s: %(said)s", who=who, said=row.note or _("No comment")), *map(due_words, due)]
    finance = with_role(Role.FINANCE) if due else ()
    send([contract.owner, *finance], subject, "\n".join(opening), contract, at, PAGE)


def due_words(node: PaymentNode) -> str:
    """Say of an instalment that it falls due."""
    return _(
        "%(what)s, %(amount)s yuan: due on %(day)s",
        what=node.kind_label,
        amount=f"{node.amount:,.2f}",
        day=node.planned_on,
    )


def moved(contract: Contract, rows: Iterable[Milestone], reason: str, at: datetime) -> None:
    """Tell the owner that planned days moved, and why."""
    left_out = _("not needed")
    said = [f"{row.what.label}：{row.planned_on or left_out}" for row in rows]
    subject = _("%(number)s: the delivery moves", number=contract.number)
    send([contract.owner], subject, "\n".join([reason, *said]), contract, at, PAGE)


def taken_back(contract: Contract, kind: Kind, reason: str, at: datetime) -> None:
    """Tell the owner and finance that a report was taken back."""
    subject = _("%(number)s: %(what)s was reported by mistake", number=contract.number, what=kind.label)
    send([contract.owner, *with_role(Role.FINANCE)], subject, reason, contract, at, PAGE)
