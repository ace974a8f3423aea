"""What the form of a supplement or of an ending before its time begins with, and what it shows beside."""

from __future__ import annotations

from typing import Any

from salesapp.contracts.amendments.models import Amendment
from salesapp.contracts.amendments.planning import rules as planning
from salesapp.contracts.amendments.rules import Kind
from salesapp.contracts.endings.actions import left_of
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node
from salesapp.web.formats import yuan
from salesapp.words import gettext as _


def first_values(contract: Contract, kind: str) -> dict[str, Any]:
    """Return what the form of a new amendment begins with: what is in force; what is paid stays out of its plan.

    Of an ending only what came in on an instalment that is partly paid: that much of it stays (P21).
    """
    standing = contract.standing()
    if kind == Kind.ENDING:
        return {
            "payment_nodes": [
                _row(node) | {"amount": paid.received}
                for node, paid in zip(standing.nodes, standing.paid, strict=True)
                if 0 < paid.received < paid.amount
            ]
        }
    stays = planning.kept(standing)
    open_ = [node for node in standing.nodes if node not in stays]
    early = contract.early_ending()
    return {
        "amount": contract.amount,
        "ends_on": early.ends_before if early else None,  # it goes on as long as before
        "payment_nodes": [_row(node) for node in open_],
    }


def values(amendment: Amendment) -> dict[str, Any]:
    """Return what the form of an amendment begins with when it is changed."""
    plain = ("what", "amount", "ends_on", "delivery_on", "confirmed_by", "confirmed_way", "confirmed_on")
    rows = [_row(node.as_plan()) for node in amendment.nodes]
    return {name: getattr(amendment, name) for name in plain} | {"payment_nodes": rows}


def settled(contract: Contract) -> list[tuple[str, str]]:
    """Return what an ending is settled by: what came in, what is still to be paid and to be delivered."""
    left = left_of(contract)
    return [
        (_("Settled so far"), f"¥{yuan(contract.standing().received)}"),
        (_("To be paid"), f"¥{yuan(left.open_amount)}"),
        (_("To be delivered"), _(", ").join(left.milestones) or _("nothing")),
    ]


def _row(node: Node) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "condition": node.condition,
        "planned_on": node.planned_on,
        "amount": node.amount,
    }
