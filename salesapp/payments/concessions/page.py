"""What the pages of a write-off or a refund show, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals.access import seat_words
from salesapp.approvals.rules import SeatStatus
from salesapp.contracts.payments.models import PaymentNode
from salesapp.payments import access
from salesapp.payments.concessions import actions, queries
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import Cause, Kind, Status
from salesapp.payments.receipts.models import Receipt
from salesapp.web.addresses import address
from salesapp.web.formats import short_moment, yuan
from salesapp.words import pgettext


@dataclass(frozen=True, slots=True)
class About:
    """What a write-off or a refund is asked for."""

    title: str
    words: str
    url: str


def about(record: PaymentNode | Receipt) -> About:
    """Describe an instalment or a receipt."""
    if isinstance(record, PaymentNode):
        words = f"{record.contract.number} · {record.seq} {record.kind_label} · ¥{yuan(record.open)}"
        url = address("contracts.show", contract_id=record.contract_id)
        return About(pgettext("money", "Write-off"), words, url)
    words = f"{record.number} · {record.customer.full_name} · ¥{yuan(record.amount)}"
    return About(pgettext("money", "Refund"), words, address("receipts.show", receipt_id=record.id))


def first_values(record: PaymentNode | Receipt) -> dict[str, Any]:
    """Return what the form begins with."""
    if isinstance(record, PaymentNode):
        return {"node_id": record.id, "cause": Cause.FEE}
    return {"receipt_id": record.id, "cause": Cause.OVERPAID}


@dataclass(frozen=True, slots=True)
class Decided:
    """What one who was asked said."""

    who: str
    said: str
    tone: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A write-off or a refund as a person meets it."""

    one: Concession
    facts: Sequence[tuple[str, Any]]
    seats: Sequence[Decided]
    may_pay: bool
    may_withdraw: bool


def desk(one: Concession, user: User) -> Desk:
    """Return a write-off or a refund as a person meets it."""
    round_ = queries.latest_round(one.id)
    seats = [seat for seat in round_.seats if not seat.superseded] if round_ else []
    return Desk(
        one=one, facts=actions.facts(one), seats=[_decided(seat) for seat in seats],
        may_pay=one.what is Kind.REFUND and one.state is Status.APPROVED and access.may_book(user),
        may_withdraw=one.state is Status.ASKED and user.id == one.by_id,
    )  # fmt: skip


def _decided(seat: Any) -> Decided:
    status, decision = SeatStatus(seat.status), seat.decision
    if decision is None:
        return Decided(seat_words(seat), str(status.label), "")
    said = " · ".join(filter(None, (str(status.label), decision.comment, short_moment(decision.at))))
    return Decided(decision.signed_by, said, "ok" if status == SeatStatus.AGREE else "no")
