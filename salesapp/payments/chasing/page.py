"""One instalment with all that was done about it, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.payments.models import PaymentNode
from salesapp.documents.forms.registry import spec
from salesapp.documents.paper.house import receiving_account
from salesapp.payments import access
from salesapp.payments.ageing.rules import bucket_of, warnings
from salesapp.payments.chasing import queries
from salesapp.payments.chasing.models import Chase
from salesapp.payments.chasing.rules import Base, claim_began
from salesapp.payments.nodes.page import Line, line
from salesapp.web import clock
from salesapp.web.formats import iso, short_moment, yuan
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    title: str
    words: str
    when: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One instalment as a person meets it."""

    node: PaymentNode
    line: Line
    facts: Sequence[tuple[str, Any]]
    steps: Sequence[Step]
    may_chase: bool
    late: bool
    #: Whether it is set into which account customers pay.
    account_known: bool


def began(node: PaymentNode) -> tuple[date, Base] | None:
    """Return from when the claim runs, and because of what; None where it has no day."""
    if node.planned_on is None:
        return None
    return claim_began(node.planned_on, queries.interrupted([node.id])[node.id])


def desk(node: PaymentNode, user: User) -> Desk:
    """Return one instalment as a person meets it."""
    today = clock.today()
    shown, claim = line(node, today), began(node)
    told = []
    if claim is not None and node.open > 0:
        first, second, lapse = warnings(claim[0])
        told = [
            (_("The claim runs from"), _("%(day)s: %(why)s", day=iso(claim[0]), why=claim[1].label)),
            (_("Limitation"), _("warned of on %(first)s and %(second)s, three years end on %(lapse)s",
                                first=iso(first), second=iso(second), lapse=iso(lapse))),
        ]  # fmt: skip
    return Desk(
        node=node, line=shown, late=shown.days > 0, account_known=receiving_account(),
        may_chase=access.may_chase(node.contract, user) and node.open > 0,
        facts=[
            (_("Customer"), node.contract.customer.full_name),
            (_("Condition of payment"), node.condition),
            (_("Planned date"), shown.when or iso(node.planned_on)),
            (_("Planned amount"), f"¥{yuan(node.amount)}"),
            (_("Received (yuan)"), yuan(node.received)),
            (_("Still open (yuan)"), yuan(shown.open)),
            (_("Age"), bucket_of(node.planned_on, today).label if node.open > 0 else ""),
            *told,
        ],
        steps=[_step(one) for one in queries.of_node(node.id)],
    )  # fmt: skip


def _step(one: Chase) -> Step:
    parts = [
        str(spec("F13.chase.reason").label_of(one.reason)) if one.reason else "",
        one.measure or "",
        _("promised for %(day)s", day=iso(one.promised_on)) if one.promised_on else "",
        _("in writing") if one.written else "",
        _("served on %(day)s", day=iso(one.served_on)) if one.served_on else "",
    ]
    return Step(one.what.label, " · ".join(filter(None, parts)), f"{one.by.name} {short_moment(one.at)}")
