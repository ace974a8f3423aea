"""The printed follow-up of a contract's payments, F13."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts import queries as contracts
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import SIGNED_OR_LATER, Status, paid_words
from salesapp.contracts.sheets import subject_of
from salesapp.documents.paper.values import TO_FILL, SheetData
from salesapp.payments.chasing import queries as chasing
from salesapp.payments.chasing.models import Chase
from salesapp.payments.invoices import queries as invoicing
from salesapp.payments.invoices.models import InvoiceRequest
from salesapp.payments.invoices.rules import Status as Invoicing
from salesapp.payments.nodes import page
from salesapp.payments.receipts import queries as receipts
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import iso


def follow_up(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F13: a draft before the contract is signed."""
    contract = contracts.find(contract_id, user)
    if contract is None:
        return None
    today = clock.today()
    shares, invoices = receipts.of_contract(contract.id), invoicing.of_contract(contract.id)
    status = (
        "void" if contract.status == Status.VOID else "" if contract.status in SIGNED_OR_LATER else "draft"
    )
    return SheetData(
        number=contract.number, url=address("contracts.show", contract_id=contract.id), subject=subject_of(contract),
        status=status, values=_head(contract, iso(today)),
        rows={
            "node": [_node(node, invoices) for node in contract.payment_nodes],
            "receipt": [_receipt(*share) for share in shares],
            "chase": _chased(contract, chasing.of_contract(contract.id), today),
        },
    )  # fmt: skip


def _head(contract: Contract, as_of: str) -> dict[str, Any]:
    return {
        "contract": f"{contract.number} {contract.name}", "customer": contract.customer.full_name,
        "amount": contract.amount, "received": contract.received,
        "paid": paid_words(contract.received, contract.amount), "as_of": as_of,
    }  # fmt: skip


def _node(node: PaymentNode, requests: Sequence[InvoiceRequest]) -> dict[str, Any]:
    line = page.line(node, clock.today())
    return _invoiced([one for one in requests if one.node_id == node.id and one.is_counted]) | {
        "no": node.seq, "kind": node.kind_label, "condition": node.condition, "amount": node.amount,
        "planned_on": line.when or iso(node.planned_on), "share": node.percent, "open": line.open,
        "late": line.days or None,
    }  # fmt: skip


def _receipt(receipt: Any, share: Any, seq: int) -> dict[str, Any]:
    return {
        "no": seq, "received_on": receipt.received_on, "amount": share.amount, "way": receipt.way,
        "matures_on": receipt.matures_on, "number": receipt.number, "confirmed_by": receipt.by.name,
    }  # fmt: skip


def _chased(contract: Contract, told: Sequence[Chase], today: date) -> list[dict[str, Any]]:
    """Return what was done about instalments, and a row to be filled in for each overdue one that has no reason yet."""
    known = {one.node_id for one in told if one.reason}
    late = [node for node in contract.payment_nodes if page.line(node, today).days and node.id not in known]
    rows = [_chase(one) for one in told] + [{"no": node.seq, TO_FILL: True} for node in late]
    return sorted(rows, key=lambda row: row["no"])


def _chase(one: Chase) -> dict[str, Any]:
    return {
        "no": one.node.seq, "reason": one.reason, "measure": one.measure or one.what.label,
        "promised_on": one.promised_on, "by": one.by.name,
    }  # fmt: skip


def _invoiced(requests: Sequence[InvoiceRequest]) -> dict[str, Any]:
    issued = [each for one in requests for each in one.invoices if each.not_red > 0]
    states = {one.state for one in requests}
    done = bool(requests) and states == {Invoicing.ISSUED}
    return {
        "invoiced": "issued" if done else "part" if issued else "asked" if requests else "none",
        "invoice_no": "; ".join(each.number for each in issued) or None,
        "invoiced_on": "; ".join(f"{each.issued_on:%m-%d}" for each in issued) or None,
    }
