"""What the customers of the demo company pay: in time, in parts, by a bill, too much, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from salesapp.accounts.models import User
from salesapp.demo.papers import Agreement
from salesapp.payments.receipts import actions
from salesapp.payments.receipts.models import Receipt
from salesapp.web import clock


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money for the first instalment, so many working days ago: a share of it in per cent, and what comes on top."""

    ago: int
    share: int
    more: int = 0
    way: str = "transfer"
    matures_in: int = 0  # calendar days
    text: str = "货款"


#: By the company that pays.
PAID: dict[str, Sequence[Transfer]] = {
    "suzhou": (Transfer(20, 60), Transfer(18, 40, text="货款尾数")),
    "ningbo": (Transfer(20, 50),),
    "wuhan": (Transfer(22, 100, way="bank_bill", matures_in=150, text="电子银承"),),
    "changshu": (Transfer(2, 100, more=5000),),
}


class Paying:
    """The money of one contract."""

    receipts: list[Receipt]

    def __init__(self, agreement: Agreement, transfers: Sequence[Transfer]):
        self.agreement, self.transfers, self.receipts = agreement, transfers, []

    def plan(self) -> None:
        """Write into the diary when finance books it."""
        diary = self.agreement.diary
        for transfer in self.transfers:
            diary.write(diary.on(transfer.ago, 15, 20), "zheng", self._booking(transfer))

    def _booking(self, transfer: Transfer):
        def book(by: User, at: datetime) -> None:
            contract, day = self.agreement.contract, clock.local(at).date()
            first = contract.payment_nodes[0]
            share = (first.amount * transfer.share / 100).quantize(Decimal("0.01"))
            matures_on = day + timedelta(days=transfer.matures_in) if transfer.matures_in else None
            values = {
                "amount": share + transfer.more, "received_on": day, "way": transfer.way, "matures_on": matures_on,
                "payer": contract.customer.full_name, "remark": f"{transfer.text} {contract.number}",
            }  # fmt: skip
            receipt = actions.book(
                contract.customer, values, {first.id: share}, as_advance=bool(transfer.more), by=by, at=at
            )
            self.receipts.append(receipt)

        return book
