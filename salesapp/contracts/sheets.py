"""What the sheets F10, F11 and F12 of one contract share.

Who accepted in the system stands as a stamp with name and time: evidence inside the company, no signature towards the
customer (conventions 4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.rules import Status
from salesapp.documents.paper.values import Signature
from salesapp.rights.rules import Role
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Signed:
    """What a contract said when it was approved and signed, and what was agreed since, in words."""

    amount: Decimal
    ends_on: date | None
    delivery_on: date | None
    plan: Sequence[Node]
    since: Sequence[str]


def as_signed(contract: Contract) -> Signed | None:
    """Return what those who approved a contract agreed to, where a supplement changed it since; else None.

    Their stamps and the SHA-256 stand for that and not for what a supplement, which has an approval of its own, says now.
    """
    later = contract.in_force()
    if not later:
        return None
    first = later[0]
    return Signed(
        first.amount_before,
        first.ends_before or contract.ends_on,
        first.delivery_before or contract.delivery_on,
        _approved_plan(contract) or _plan_before(first.plan_before or ()),
        [
            _("%(number)s, signed %(day)s: %(what)s, total %(amount)s yuan", number=each.number, day=iso(each.signed_on),
              what=each.what_it_is.label, amount=yuan(each.amount))
            for each in later
        ],
    )  # fmt: skip


class Party(NamedTuple):
    """With whom a contract is: as the licence names it."""

    name: str
    code: str | None


def party_of(contract: Contract) -> Party:
    """Return the other side of a contract: of a signed one as it was approved, whatever the customer is called by now."""
    latest = contract.latest_round
    kept = (latest.frozen or {}) if latest and contract.signed_on else {}
    name = kept.get("customer.full_name")
    customer = contract.customer
    return (
        Party(name, kept.get("customer.credit_code"))
        if name
        else Party(customer.full_name, customer.credit_code)
    )


def _approved_plan(contract: Contract) -> list[Node]:
    latest = contract.latest_round
    rows = (latest.frozen or {}).get("payment_nodes", ()) if latest else ()
    return [
        Node(kind, condition, date.fromisoformat(day) if day else None, Decimal(percent), Decimal(amount))
        for kind, condition, day, percent, amount in rows
    ]


def _plan_before(rows: Sequence[Sequence[str]]) -> list[Node]:
    return [Node(kind, "", None, None, Decimal(amount)) for kind, amount, _kept in rows]


def subject_of(contract: Contract) -> str:
    """Return whom the sheet is about."""
    return contract.customer.short_name or contract.customer.full_name


def stamp_of(contract: Contract, *, draft: bool) -> str:
    """Return what is printed across the page."""
    if contract.status == Status.VOID:
        return "void"
    if contract.status == Status.REJECTED:
        return "vetoed"
    return "draft" if draft else ""


def submitter_of(contract: Contract) -> dict[str, Signature]:
    """Return the line of the sales representative, signed by whoever submitted the contract, and who sent it for them."""
    latest = contract.latest_round
    if contract.submitted_by is None or latest is None:
        return {}
    return {str(Role.REP): Signature(latest.signed_by, contract.submitted_at, stamp=_("Submitted"))}
