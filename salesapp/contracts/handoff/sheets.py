"""The printed hand-off sheet F12 of one contract."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.contracts import queries
from salesapp.contracts.approval.wording.page import day_of
from salesapp.contracts.handoff import access, rules
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt
from salesapp.contracts.handoff.rules import Department, Receipt
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node, NodeKind
from salesapp.contracts.sheets import Signed, as_signed, stamp_of, subject_of
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.web.addresses import address
from salesapp.words import gettext as _

#: The answers as F12 has them.
ANSWERS = {Receipt.ACCEPTED: "accept", Receipt.RETURNED: "return"}


def handoff_sheet(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F12: a draft until it was sent; None before the contract is signed."""
    contract = queries.find(contract_id, user)
    if contract is None or contract.handoff is None:
        return None
    sheet = contract.handoff
    signed = as_signed(contract)  # what was handed over; a supplement since then goes its own way
    answers = {name: receipt for name, receipt in sheet.latest().items() if receipt.by is not None}
    own = sheet.values() if access.calls(contract, user) else rules.without_numbers(sheet.values())
    values = own | {
        "handoff_no": sheet.number, "signed_on": contract.signed_on, "due_on": sheet.due_on,
        "contract": f"{contract.number} {contract.name}", "customer": contract.customer.full_name,
        "amount": signed.amount if signed else contract.amount, "tax_rate": contract.tax_words,
    }  # fmt: skip
    for department in Department:
        receipt = answers.get(department)
        values[f"{department}_receipt"] = ANSWERS[Receipt(receipt.status)] if receipt else None
        values[f"{department}_opinion"] = receipt.opinion if receipt else None
    return SheetData(
        number=sheet.number,
        url=address("handoff.show", contract_id=contract.id),
        subject=subject_of(contract),
        status=stamp_of(contract, draft=sheet.sent_at is None),
        values=values,
        rows={"payment": _payments(contract, signed)},
        signatures=_received(sheet, answers),
    )


def _payments(contract: Contract, signed: Signed | None) -> list[dict]:
    if signed:
        return [_payment(no, node) for no, node in enumerate(signed.plan, 1)]
    return [_payment(node.seq, node.as_plan()) for node in contract.payment_nodes]


def _payment(no: int, node: Node) -> dict:
    return {
        "no": no, "kind": NodeKind(node.kind).label, "condition": node.condition,
        "due_on": day_of(node) or None, "share": node.percent, "amount": node.amount,
    }  # fmt: skip


def _received(sheet: Handoff, answers: dict[str, HandoffReceipt]) -> dict[str, Signature]:
    signed = {}
    if sheet.sent_by is not None:
        signed["sender"] = Signature(sheet.sent_by.name, sheet.sent_at, stamp=_("Passed on"))
    for department, receipt in answers.items():
        if receipt.by is None:
            continue
        signed[department] = Signature(
            receipt.by.name,
            receipt.at,
            stamp=receipt.state.label,
            refused=receipt.status == Receipt.RETURNED,
        )
    return signed
