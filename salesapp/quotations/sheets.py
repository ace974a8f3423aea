"""The values of F09: the quotation as it is approved inside the company."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals.models import Seat
from salesapp.approvals.rules import VERDICT_LABELS, SeatStatus, Verdict
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.quotations import queries
from salesapp.quotations.approval.queries import latest, signed
from salesapp.quotations.authority.queries import judged
from salesapp.quotations.authority.rules import blind, roles_asked
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.access import sees_floor
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import NO_TAX, rate_words
from salesapp.quotations.rules import Status
from salesapp.rights.rules import Role
from salesapp.web.addresses import address
from salesapp.web.formats import yuan
from salesapp.words import gettext as _

#: The rows of opinions: who signs in which.
ROWS = (Role.SUPERVISOR, Role.DIRECTOR, Role.FINANCE)
TENTH = Decimal("0.1")
#: Lines up to which each stands among the prices inside.
LONG = 30


def approval_sheet(quotation_id: int, user: User) -> SheetData | None:
    """Return what the sheet F09 shows, or None where this person may not see the quotation."""
    quotation = queries.find(quotation_id, user)
    if quotation is None:
        return None
    seats = {seat.role: seat for seat in signed(quotation)}
    return SheetData(
        number=quotation.label, url=address("quotations.show", quotation_id=quotation.id),
        subject=quotation.customer.short_name or quotation.customer.full_name, status=_status(quotation),
        values=_values(quotation) | _opinions(seats),
        rows={"line": [_line(one) for one in quotation.lines], "inside": _inside(quotation, sees_floor(user))},
        signatures=_signatures(quotation, seats), closed=_closed(quotation, sees_floor(user)),
    )  # fmt: skip


def _status(quotation: Quotation) -> str:
    if quotation.status == Status.APPROVING:
        return "approving"
    return "draft" if quotation.status == Status.DRAFT else ""


def _values(quotation: Quotation) -> dict[str, Any]:
    names = (
        "quoted_on",
        "valid_until",
        "delivery_cycle",
        "warranty",
        "payment_terms",
        "off_reason",
        "gross",
        "whole_off",
    )
    return {name: getattr(quotation, name) for name in names} | {
        "number": quotation.label, "customer": quotation.customer.full_name,
        "contact": quotation.contact.name if quotation.contact else None,
        "opportunity": f"{quotation.opportunity.number} {quotation.opportunity.name}",
        "taxes": "；".join(f"{one.label}: {NO_TAX if one.is_exempt else yuan(one.amounts.tax)}" for one in quotation.rates),
        "sha256": quotation.approved_sha256,
    }  # fmt: skip


def _line(one: QuotationLine) -> dict[str, Any]:
    return {
        "no": one.seq, "name": f"{one.name}（{_('Gift')}）" if one.as_line().is_free else one.name, "spec": one.spec,
        "unit": one.unit, "quantity": plain(one.quantity), "price": price_words(one.price), "off": f"{plain(one.off)}%",
        "rate": rate_words(one.rate), "amount": one.gross, "tax": None if one.rate == "exempt" else one.tax,
    }  # fmt: skip


def _inside(quotation: Quotation, sees: bool) -> list[dict[str, Any]]:
    """Return list price, share paid and, for who sees it, the floor of each line, with what must be agreed to.

    Of a long quotation only the lines that differ from the list are named, and how many others there are.
    """
    below = {one.no for one in judged(quotation) if one.below_floor and sees}
    rows = [
        {
            "no": one.seq, "name": one.name, "list_price": price_words(one.list_price), "share": share_paid(one),
            "floor_price": price_words(one.floor_price) if sees else None,
            "said": _("below the floor price") if one.seq in below else None,
        }
        for one in quotation.lines
    ]  # fmt: skip
    if len(rows) <= LONG:
        return rows
    told = [row for row in rows if row["said"] or row["share"] not in (None, Decimal(100))]
    others = _("The other %(count)s lines: at the list price, or without one", count=len(rows) - len(told))
    return [*told, {"no": None, "name": others}] if len(told) < len(rows) else told


def share_paid(one: QuotationLine) -> Decimal | None:
    """Return the share of the list price that is paid, everything counted (F09 折扣率)."""
    if not one.list_price or one.gross is None or one.quantity <= 0:
        return None
    return (one.gross * 100 / (one.list_price * one.quantity)).quantize(TENTH, ROUND_HALF_UP)


def _opinions(seats: dict[str, Seat]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for role in ROWS:
        decision = seats[role].decision if role in seats else None
        if decision is not None:
            found |= {
                f"{role}_verdict": _verdict(decision.verdict),
                f"{role}_opinion": decision.comment or "/",
            }
    return found


def _verdict(verdict: str) -> str:
    return str(SeatStatus.AGREE if verdict == Verdict.CONDITIONAL else verdict)


def _signatures(quotation: Quotation, seats: dict[str, Seat]) -> dict[str, Signature]:
    found: dict[str, Signature] = {}
    if quotation.status != Status.DRAFT:
        last = latest(quotation)
        found[Role.REP] = Signature(
            quotation.owner.name, last.submitted_at if last else quotation.approved_at
        )
    for role, seat in seats.items():
        if (decision := seat.decision) is not None:
            stamp = str(VERDICT_LABELS[Verdict(decision.verdict)])
            refused = decision.verdict in (Verdict.RETURN, Verdict.VETO)
            found[role] = Signature(
                decision.signed_by, decision.at, stamp, refused=refused, words=decision.comment or ""
            )
    return found


def _closed(quotation: Quotation, sees: bool) -> tuple[str, ...]:
    """Return whose signature is not asked for: as it was submitted, before that as it would be now."""
    last = latest(quotation)
    if last is not None:
        asked = {seat.role for seat in last.seats}
    elif quotation.status == Status.DRAFT:
        found = judged(quotation)
        asked = {str(role) for role in roles_asked(found if sees else blind(found), quotation.owner.role)}
    else:
        asked = set()
    return tuple(str(role) for role in ROWS if role not in asked)
