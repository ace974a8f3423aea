"""The values of the printed sheets F10, F11 and F12 of one contract.

Who accepted in the system stands as a stamp with name and time: evidence inside the company, no signature towards the
customer (conventions 4.3).
"""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.contracts import approval, checklist, payments, queries
from salesapp.contracts.approval import StepStatus
from salesapp.contracts.check_desk import asks_of
from salesapp.contracts.handoff import RECEIPT_LABELS, Department, Receipt
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.contracts.steps import ApprovalStep
from salesapp.contracts.words import says
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.forms.f11 import DEPARTMENTS
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.web import clock
from salesapp.words import gettext as _

#: The line of F11 that each role signs, and its row among the departments.
BOXES = {"supervisor": "supervisor", "legal": "legal", "finance": "finance", "tech": "delivery", "service": "delivery",
         "director": "director"}  # fmt: skip
DEPARTMENT_OF = {"supervisor": 0, "legal": 1, "finance": 2, "tech": 3, "service": 3, "director": 4}
DECIDED = (StepStatus.AGREE, StepStatus.CONDITIONAL, StepStatus.RETURN, StepStatus.VETO)
#: The answers as F12 has them.
ANSWERS = {Receipt.ACCEPTED: "accept", Receipt.RETURNED: "return"}


def _subject(contract: Contract) -> str:
    return contract.customer.short_name or contract.customer.full_name


def _mark(contract: Contract, *, draft: bool) -> str:
    """Return what is printed across the page."""
    if contract.status == Status.VOID:
        return "void"
    return "draft" if draft else ""


# ---------------------------------------------------------------------------------------------- F10


def checklist_sheet(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F10: a draft until every item asked before approval is settled."""
    contract = queries.find(contract_id, user)
    if contract is None:
        return None
    asks = asks_of(contract)
    rows = [_asked(no, asks.get(no)) | _check(contract, no) for no in checklist.ITEMS]
    return SheetData(
        number=contract.number,
        url=f"/contracts/{contract.id}/checklist",
        subject=_subject(contract),
        status=_mark(contract, draft=bool(contract.missing())),
        values={
            "number": contract.number, "name": contract.name, "customer": contract.customer.full_name,
            "amount": contract.amount,
        },
        rows={"item": rows},
        signatures=_checked_by(contract),
    )  # fmt: skip


def _asked(no: int, words: str | None) -> dict:
    """Return the clause of this contract instead of the form's question, where there is one."""
    return {"no": no, "requirement": words or checklist.ITEMS[no].requirement}


def _check(contract: Contract, no: int) -> dict:
    row = contract.check_row(no)
    if row is None or row.result is None:
        return {"no": no, "result": None, "note": row.note if row else "", "checked_by": ""}
    who = f"{row.checked_by.name} {clock.local(row.checked_at):%m-%d}" if row.checked_by else ""
    explained = _("explained %(day)s", day=f"{row.explained_on:%m-%d}") if row.explained_on else ""
    words = "；".join(part for part in (explained, says(row.mark())) if part)
    return {"no": no, "result": row.result, "note": words, "checked_by": who}


def _checked_by(contract: Contract) -> dict[str, Signature]:
    """Sign for the representative once it was submitted, for the supervisor once the supervisor agreed."""
    if contract.submitted_by is None or not contract.round_steps:
        return {}
    signed = {"rep": Signature(contract.submitted_by.name, contract.submitted_at, stamp=_("Submitted"))}
    for step in contract.round_steps:
        if step.role == approval.SUPERVISOR and step.status in approval.PASSING:
            signed["reviewer"] = Signature(step.decided_by.name, step.decided_at, stamp=_("Agreed"))
    return signed


# ---------------------------------------------------------------------------------------------- F11


def approval_sheet(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F11: a draft until the last approval, with the SHA-256 of what was approved."""
    contract = queries.find(contract_id, user)
    if contract is None:
        return None
    files = [file.name for file in attachments.of("contract", contract.id)]
    sees_margin = user.role in ("finance", "director", "supervisor") or contract.owner_id == user.id
    return SheetData(
        number=contract.number,
        url=f"/contracts/{contract.id}",
        subject=_subject(contract),
        status=_mark(contract, draft=contract.approved_at is None),
        values={
            "number": contract.number, "name": contract.name, "kind": contract.kind,
            "customer": contract.customer.full_name, "credit_code": contract.customer.credit_code,
            "opportunity": _opportunity(contract), "our_entity": contract.our_entity, "amount": contract.amount,
            "tax_rate": contract.tax_rate, "sign_method": contract.sign_method, "copies": contract.copies,
            "starts_on": contract.starts_on, "ends_on": contract.ends_on, "delivery_on": contract.delivery_on,
            "payment_terms": _plan(contract), "after_sales": contract.after_sales,
            "is_standard_text": contract.is_standard_text, "deviation": _deviation(contract),
            "gross_margin": contract.gross_margin if sees_margin else None,
            "attachments": [_("Checklist F10"), *files], "seal_kind": contract.seal_kind,
            "seal_copies": contract.seal_copies, "sealed_by": contract.sealed_by, "sealed_on": contract.sealed_on,
            "archive_no": contract.archive_no, "archived_by": contract.archived_by, "archived_on": contract.archived_on,
            "sha256": contract.approved_sha256,
        },
        rows={"node": _nodes(contract)},
        signatures=_approvals(contract),
    )  # fmt: skip


def _opportunity(contract: Contract) -> str:
    return f"{contract.opportunity.number} {contract.opportunity.name}" if contract.opportunity else ""


def _plan(contract: Contract) -> str:
    lines = [
        f"{node.seq}. {payments.NODE_LABELS[payments.NodeKind(node.kind)]} {node.percent.normalize():f}%"
        f" ¥{node.amount:,.2f}，{node.condition}，{node.planned_on:%Y-%m-%d}"
        for node in contract.payment_nodes
    ]
    return "\n".join([*lines, contract.payment_terms or ""]).strip()


def _deviation(contract: Contract) -> str:
    parts = [contract.deviation or ""]
    parts += [
        f"{m.no} {checklist.ITEMS[m.no].title}：{m.exception}" for m in checklist.exceptions(contract.marks())
    ]
    return "\n".join(part for part in parts if part)


def _nodes(contract: Contract) -> list[dict]:
    """Return one row for each department that is asked in the latest round; before that, the form's own rows."""
    steps = contract.round_steps
    if not steps:
        return []
    return [_node(step) for step in sorted(steps, key=lambda step: (step.seq, DEPARTMENT_OF[step.role]))]


def _node(step: ApprovalStep) -> dict:
    row = {"department": str(DEPARTMENTS[DEPARTMENT_OF[step.role]])}
    if step.status not in DECIDED:
        return row
    return row | {
        "approver": step.decided_by.name,
        "opinion": step.comment or _("Agreed"),
        "verdict": str(step.status),
        "decided_at": step.decided_at,
    }


def _approvals(contract: Contract) -> dict[str, Signature]:
    if contract.submitted_by is None or not contract.round_steps:
        return {}
    signed = {"rep": Signature(contract.submitted_by.name, contract.submitted_at, stamp=_("Submitted"))}
    for step in contract.round_steps:
        if step.status in DECIDED:
            refused = step.status not in approval.PASSING
            stamp = str(approval.STEP_LABELS[StepStatus(step.status)])
            signed[BOXES[step.role]] = Signature(
                step.decided_by.name, step.decided_at, stamp=stamp, refused=refused
            )
    return signed


# ---------------------------------------------------------------------------------------------- F12


def handoff_sheet(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F12: a draft until it was sent; None before the contract is signed."""
    contract = queries.find(contract_id, user)
    if contract is None or contract.handoff is None:
        return None
    sheet = contract.handoff
    answers = {name: receipt for name, receipt in sheet.latest().items() if receipt.by is not None}
    values = sheet.values() | {
        "handoff_no": sheet.number, "signed_on": contract.signed_on, "due_on": sheet.due_on,
        "contract": f"{contract.number} {contract.name}", "customer": contract.customer.full_name,
        "amount": contract.amount, "tax_rate": contract.tax_rate,
    }  # fmt: skip
    for department in Department:
        receipt = answers.get(department)
        values[f"{department}_receipt"] = ANSWERS[Receipt(receipt.status)] if receipt else None
        values[f"{department}_opinion"] = receipt.opinion if receipt else None
    return SheetData(
        number=sheet.number,
        url=f"/contracts/{contract.id}/handoff",
        subject=_subject(contract),
        status=_mark(contract, draft=sheet.sent_at is None),
        values=values,
        rows={"payment": [_payment(node) for node in contract.payment_nodes]},
        signatures=_received(contract, answers),
    )


def _payment(node) -> dict:
    return {
        "no": node.seq, "kind": str(payments.NODE_LABELS[payments.NodeKind(node.kind)]), "condition": node.condition,
        "due_on": node.planned_on, "share": node.percent, "amount": node.amount,
    }  # fmt: skip


def _received(contract: Contract, answers: dict) -> dict[str, Signature]:
    sheet = contract.handoff
    signed = {}
    if sheet.sent_by is not None:
        signed["sender"] = Signature(sheet.sent_by.name, sheet.sent_at, stamp=_("Passed on"))
    for department, receipt in answers.items():
        signed[department] = Signature(
            receipt.by.name,
            receipt.at,
            stamp=str(RECEIPT_LABELS[Receipt(receipt.status)]),
            refused=receipt.status == Receipt.RETURNED,
        )
    return signed
