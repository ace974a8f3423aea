"""The one rule for which plan counts as of a past day, read: the version of each instalment that was in force on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CTE, Select, or_, select, union_all
from sqlalchemy.orm import selectinload

from salesapp.contracts.models import Contract, ContractVoiding
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.payments.versions.models import PastInstalment
from salesapp.contracts.payments.versions.rules import Version
from salesapp.contracts.signing.models import ContractSignature
from salesapp.db import db
from salesapp.web import clock


def as_of(day: date) -> CTE:
    """Select the instalments that counted at the end of a day, as they were then: of contracts signed and not void by it.

    Its columns are ``id`` (the instalment's), ``contract_id``, ``seq``, ``kind``, ``planned_on`` and ``amount``.
    """
    now = select(
        PaymentNode.id, PaymentNode.contract_id, PaymentNode.seq, PaymentNode.kind, PaymentNode.planned_on, PaymentNode.amount
    ).where(or_(PaymentNode.since.is_(None), PaymentNode.since <= day))  # fmt: skip
    then = (
        select(
            PaymentNode.id, PaymentNode.contract_id, PaymentNode.seq, PastInstalment.kind, PastInstalment.planned_on,
            PastInstalment.amount,
        )
        .join(PaymentNode, PaymentNode.id == PastInstalment.node_id)
        .where(PastInstalment.until > day, or_(PastInstalment.since.is_(None), PastInstalment.since <= day))
    )  # fmt: skip
    counted = in_force(day)
    parts = [query.where(PaymentNode.contract_id.in_(counted)) for query in (now, then)]
    return union_all(*parts).cte("as_it_was")


def in_force(day: date) -> Select:
    """Select the contracts that are signed and not void at the end of a day."""
    void = select(ContractVoiding.contract_id).where(ContractVoiding.at <= clock.end_of(day))
    signed = select(ContractSignature.contract_id).where(ContractSignature.signed_on <= day)
    return signed.where(ContractSignature.contract_id.not_in(void))


@dataclass(frozen=True, slots=True)
class Told:
    """One instalment with all that it ever said, the oldest first; a contract that is void ends the last of them."""

    number: str
    seq: int
    kind: str
    void_on: date | None
    versions: Sequence[Version]


def of_customer(customer_id: int) -> Iterator[Told]:
    """Yield the instalments of all contracts that a customer ever signed, with what they said when."""
    query = (
        select(PaymentNode, Contract.number, ContractSignature.signed_on, ContractVoiding.at)
        .join(Contract, Contract.id == PaymentNode.contract_id)
        .join(ContractSignature, ContractSignature.contract_id == Contract.id)
        .outerjoin(ContractVoiding, ContractVoiding.contract_id == Contract.id)
        .where(Contract.customer_id == customer_id)
        .options(selectinload(PaymentNode.past))
        .order_by(Contract.id, PaymentNode.seq)
    )
    for node, number, signed_on, void_at in db.session.execute(query):
        void_on = clock.local(void_at).date() if void_at else None
        said = [Version(row.since or signed_on, row.until, row.planned_on, row.amount) for row in node.past]
        said.append(Version(node.since or signed_on, void_on, node.planned_on, node.amount))
        yield Told(number, node.seq, node.kind, void_on, said)
