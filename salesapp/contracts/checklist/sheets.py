"""The printed checklist F10 of one contract."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.approvals.rules import PASSING
from salesapp.contracts import queries
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.page import asks_of, says
from salesapp.contracts.models import Contract
from salesapp.contracts.sheets import as_signed, stamp_of, subject_of, submitter_of
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.rights.rules import Role
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _


def checklist_sheet(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F10: a draft until every item asked before approval is settled."""
    contract = queries.find(contract_id, user)
    if contract is None:
        return None
    signed = as_signed(contract)
    asks = asks_of(contract, signed)
    rows = [_asked(no, asks.get(no)) | _check(contract, no) for no in checklist.ITEMS]
    return SheetData(
        number=contract.number,
        url=address("checklist.show", contract_id=contract.id),
        subject=subject_of(contract),
        status=stamp_of(contract, draft=bool(contract.missing())),
        values={
            "number": contract.number, "name": contract.name, "customer": contract.customer.full_name,
            "amount": signed.amount if signed else contract.amount,
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
    who = (
        f"{row.checked_by.name} {clock.local(row.checked_at):%m-%d}"
        if row.checked_by and row.checked_at
        else ""
    )
    explained = _("explained %(day)s", day=f"{row.explained_on:%m-%d}") if row.explained_on else ""
    words = "；".join(part for part in (explained, says(row.mark())) if part)
    return {"no": no, "result": row.result, "note": words, "checked_by": who}


def _checked_by(contract: Contract) -> dict[str, Signature]:
    """Sign for the representative once it was submitted, for the supervisor once the supervisor agreed."""
    signed = submitter_of(contract)
    for seat in contract.seats if signed else ():
        if seat.role == Role.SUPERVISOR and seat.status in PASSING and seat.decision:
            signed["reviewer"] = Signature(seat.decision.signed_by, seat.decision.at, stamp=_("Agreed"))
    return signed
