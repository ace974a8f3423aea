"""The printed approval sheet F11 of one contract."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.approvals.models import Seat
from salesapp.contracts import queries
from salesapp.contracts.access import sees_margin
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.models import Contract
from salesapp.contracts.sheets import stamp_of, subject_of, submitter_of
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.forms.f11 import DEPARTMENTS
from salesapp.documents.paper.values import SheetData, not_asked
from salesapp.rights.rules import Role
from salesapp.web.addresses import address
from salesapp.words import gettext as _

#: The row among the departments of F11 in which each role signs; a colleague of sales who was asked too stands in that of sales.
PLACES: dict[str, int] = {
    Role.REP: 0,
    Role.SUPERVISOR: 0,
    Role.LEGAL: 1,
    Role.FINANCE: 2,
    Role.TECH: 3,
    Role.SERVICE: 3,
    Role.DIRECTOR: 4,
}


def approval_sheet(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F11: a draft until the last approval, with the SHA-256 of what was approved."""
    contract = queries.find(contract_id, user)
    if contract is None:
        return None
    files = [file.name for file in attachments.of("contract", contract.id)]
    return SheetData(
        number=contract.number,
        url=address("contracts.show", contract_id=contract.id),
        subject=subject_of(contract),
        status=stamp_of(contract, draft=contract.approved_at is None),
        values={
            "number": contract.number, "name": contract.name, "kind": contract.kind,
            "customer": contract.customer.full_name, "credit_code": contract.customer.credit_code,
            "opportunity": _opportunity(contract), "our_entity": contract.our_entity, "amount": contract.amount,
            "tax_rate": contract.tax_rate, "sign_method": contract.sign_method, "copies": contract.copies,
            "starts_on": contract.starts_on, "ends_on": contract.ends_on, "delivery_on": contract.delivery_on,
            "payment_terms": _plan(contract), "after_sales": contract.after_sales,
            "is_standard_text": contract.is_standard_text, "deviation": _deviation(contract),
            "gross_margin": contract.gross_margin if sees_margin(contract, user) else None,
            "attachments": [_("Checklist F10"), *files], "sha256": contract.approved_sha256,
        } | contract.seal_facts(),
        rows={"node": _nodes(contract)},
        signatures=submitter_of(contract),
    )  # fmt: skip


def _opportunity(contract: Contract) -> str:
    return f"{contract.opportunity.number} {contract.opportunity.name}" if contract.opportunity else ""


def _plan(contract: Contract) -> str:
    lines = [
        f"{node.seq}. {node.kind_label} {node.percent.normalize():f}%"
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
    """Return one row for each department, as the latest round asked it or not; before that, the form's own rows."""
    rows = [_node(seat) for seat in sorted(contract.seats, key=lambda seat: (seat.seq, PLACES[seat.role]))]
    asked = {PLACES[seat.role] for seat in contract.seats}
    others = [words for place, words in enumerate(DEPARTMENTS) if place not in asked]
    return [*rows, *({"department": str(words), "opinion": not_asked()} for words in others)] if rows else []


def _node(seat: Seat) -> dict:
    row = {"department": str(DEPARTMENTS[PLACES[seat.role]])}
    decision = seat.decision
    if decision is None:
        return row
    return row | {
        "approver": decision.signed_by,
        "opinion": decision.comment or _("Agreed"),
        "verdict": str(seat.status),
        "decided_at": decision.at,
    }
