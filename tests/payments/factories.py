"""Signed contracts with their instalments, and money for them, as far as payments need them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.signing.models import ContractSignature
from salesapp.db import db
from salesapp.payments.receipts import actions
from salesapp.rounds import in_one_round
from tests.customers.factories import make_customer

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
_numbers = count(1)


def D(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def day(text: str) -> date:
    return date.fromisoformat(text)


def make_node(seq: int, amount: str, due: str | None = None, **more) -> PaymentNode:
    return PaymentNode(
        seq=seq, kind=more.pop("kind", "progress"), condition=f"第 {seq} 期", percent=D("1"),
        planned_on=day(due) if due else None, amount=D(amount), received=D("0"), in_hand=D("0"), written_off=D("0"), **more,
    )  # fmt: skip


def make_signed(owner, *nodes, customer=None, number="", signed="2026-09-01", **changes) -> Contract:
    """Write down a signed contract with these instalments: (amount, day) or (amount, None, values)."""
    customer = customer or make_customer(owner)
    rows = [
        make_node(seq, *node[:2], **(node[2] if len(node) > 2 else {})) for seq, node in enumerate(nodes, 1)
    ]
    values = {
        "number": number or f"XS-HT-2026-9{next(_numbers):03d}", "name": "排产软件", "customer": customer, "owner": owner,
        "our_entity": "某某软件有限公司", "amount": sum((row.amount for row in rows), Decimal(0)), "tax_rate": "13",
        "status": "signed", "created_by_id": owner.id, "created_at": NOW, "updated_at": NOW, "submitted_at": NOW,
    }  # fmt: skip
    contract = Contract(payment_nodes=rows, **values | changes)
    contract.signature = ContractSignature(signed_on=day(signed), conditions_met=False, by=owner, at=NOW)
    db.session.add(contract)
    db.session.flush()
    contract.record_received()
    db.session.commit()
    return contract


def money(amount: str, on: str = "2026-11-20", way: str = "transfer", **more) -> dict:
    return {"amount": D(amount), "received_on": day(on), "way": way, "matures_on": None} | more


def pay(contract: Contract, zheng, amount: str, *shares, on="2026-11-20", at=NOW, as_advance=False, **more):
    """Book money for instalments of a contract: ``(seq, amount)`` each."""
    nodes = {node.seq: node.id for node in contract.payment_nodes}
    receipt = actions.book(
        contract.customer, money(amount, on, **more), {nodes[seq]: D(part) for seq, part in shares},
        as_advance=as_advance, by=zheng, at=at,
    )  # fmt: skip
    db.session.commit()
    return receipt


def opens(contract: Contract) -> list[str]:
    """What is open of each instalment."""
    return [f"{node.open:.2f}" for node in contract.payment_nodes]


def panel(page, contract: Contract, user):
    """Return what a block of a contract's page shows, by the rows of what it asks."""
    return page.panel(contract.id, user, *in_one_round(*page.asks(contract.id, user)))
