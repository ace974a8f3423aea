"""The rounds of approval of a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval, Seat
from salesapp.quotations.models import Quotation
from salesapp.quotations.rules import QUOTATION


def latest(quotation: Quotation) -> Approval | None:
    """Return the latest round."""
    return approvals.latest(QUOTATION, quotation.id)


def rounds(quotation: Quotation) -> Sequence[Approval]:
    """Return all rounds, the latest first."""
    return approvals.rounds_of(QUOTATION, quotation.id)


def signed(quotation: Quotation) -> Sequence[Seat]:
    """Return who decided in the latest round, in their own step, in the order of their decisions."""
    last = latest(quotation)
    return [seat for seat in last.decided if not seat.superseded and not seat.added_by_id] if last else []
