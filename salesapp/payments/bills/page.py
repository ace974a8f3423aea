"""What the page of bills shows, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesapp.payments.receipts.models import Receipt
from salesapp.payments.receipts.page import way_words
from salesapp.payments.rules import days_late
from salesapp.words import ngettext


@dataclass(frozen=True, slots=True)
class Row:
    """One bill in hand."""

    id: int
    number: str
    way: str
    customer: str
    amount: Decimal
    matures_on: date
    matured: bool
    late: str
    counts_on: date
    counts: bool
    #: The contract of each instalment that it is for: its number, its id, the place of the instalment.
    of: Sequence[tuple[str, int, int]]


def row(bill: Receipt, today: date) -> Row:
    """Put one bill in hand into words."""
    shares = bill.shares
    nodes = {one.node.id: one.node for one in bill.allocations if one.node_id in shares}
    matures_on = bill.matures_on or today
    days = days_late(matures_on, today)
    return Row(
        id=bill.id, number=bill.number, way=way_words(bill.way), amount=bill.left, matures_on=matures_on,
        customer=bill.customer.short_name or bill.customer.full_name, matured=matures_on <= today,
        late=ngettext("%(num)d day", "%(num)d days", days) if days else "", counts_on=bill.counts_on,
        counts=bill.counts_on <= today,
        of=[(node.contract.number, node.contract_id, node.seq) for node in nodes.values()],
    )  # fmt: skip
