"""What money has to tell on the timeline of a customer and of an opportunity (R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.payments.access import receipts_seen
from salesapp.payments.receipts.models import Allocation, Receipt
from salesapp.payments.receipts.rules import Kind
from salesapp.statements import Made, kept
from salesapp.web import clock
from salesapp.web.formats import short_day, yuan
from salesapp.web.story import About, Entry
from salesapp.words import gettext as _

GROUP = "money"
TITLES = {Kind.RECEIPT: "money", Kind.REFUND: "late", Kind.REVERSAL: "late"}


def asked(about: About, *, size: int, before: datetime | None) -> Made:
    """Ask for the receipts of a customer, or for the contracts of an opportunity, that the reader may see."""
    until = clock.local(before).date() if before else None
    return _receipts(about.reader, about.customer_id, about.opportunity_id, until, size)


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Yield what came in of a customer, or for the contracts of an opportunity, and what was paid or taken back."""
    for row in rows:
        at = min(clock.at(row.received_on, 12), row.at)
        if before is None or at < before:
            yield Entry(
                at=at, group=GROUP, look=TITLES[Kind(row.kind)], url=("receipt", row.id), when=short_day(row.received_on),
                title=_("%(kind)s of %(amount)s yuan", kind=Kind(row.kind).label, amount=yuan(row.amount)),
                aside=row.number, note=row.reason or "",
            )  # fmt: skip


@kept
def _receipts(
    reader: User, customer_id: int | None, opportunity_id: int | None, until: date | None, size: int
) -> Select:
    columns = (
        Receipt.id,
        Receipt.number,
        Receipt.kind,
        Receipt.amount,
        Receipt.received_on,
        Receipt.at,
        Receipt.reason,
    )
    query = select(*columns).where(receipts_seen(reader), _concerns(customer_id, opportunity_id))
    if until is not None:
        query = query.where(Receipt.received_on <= until)
    return query.order_by(Receipt.id.desc()).limit(size)


def _concerns(customer_id: int | None, opportunity_id: int | None) -> Any:
    if opportunity_id is None:
        return Receipt.customer_id == customer_id
    shared = (
        select(Allocation.receipt_id)
        .join(PaymentNode, PaymentNode.id == Allocation.node_id)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .where(Contract.opportunity_id == opportunity_id)
    )
    return or_(Receipt.opportunity_id == opportunity_id, Receipt.id.in_(shared))
