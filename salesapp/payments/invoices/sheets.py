"""The printed request for an invoice, F14."""

from __future__ import annotations

from decimal import ROUND_HALF_UP

from salesapp.accounts.models import User
from salesapp.contracts.sheets import subject_of
from salesapp.documents.paper.values import SheetData, Signature, Value
from salesapp.payments.invoices import queries
from salesapp.payments.invoices.models import InvoiceRequest
from salesapp.payments.invoices.rules import Status
from salesapp.payments.rules import FEN
from salesapp.quotations.reckoning.rules import NO_TAX
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import iso, with_sign
from salesapp.words import gettext as _


def request_sheet(request_id: int, user: User) -> SheetData | None:
    """Return the values of F14 of one request."""
    one = queries.find(request_id, user)
    if one is None:
        return None
    rows: list[dict[str, Value]] = [
        {
            "no": line.seq, "name": line.name, "spec": line.spec, "unit": line.unit, "quantity": line.quantity,
            "price": (line.gross / line.quantity).quantize(FEN, ROUND_HALF_UP) if line.quantity else None,
            "gross": line.gross, "rate": line.rate_label, "tax": NO_TAX if line.is_exempt else line.tax,
        }
        for line in one.lines
    ]  # fmt: skip
    return SheetData(
        number=one.number, url=address("invoices.show", request_id=one.id), subject=subject_of(one.contract),
        status="void" if one.status == Status.WITHDRAWN else "", rows={"line": rows},
        values={
            "number": one.number, "asked_on": clock.local(one.at).date(), "contract": one.contract.number,
            "node": str(one.node.seq) if one.node else _("The contract as a whole"), "kind": one.kind, "title": one.title,
            "tax_no": one.tax_no, "address_phone": one.address_phone, "bank": one.bank, "total": one.amount,
            "delivery": one.delivery, "remark": one.remark, "issued": _issued(one),
        },
        signatures=_signatures(one),
    )  # fmt: skip


def _signatures(one: InvoiceRequest) -> dict[str, Signature]:
    """Return who asked, and once it is issued who of finance issued it last."""
    signatures = {"applicant": Signature(one.by.name, one.at)}
    if one.invoices:
        signatures["finance"] = Signature(one.invoices[-1].by.name, one.invoices[-1].at)
    return signatures


def _issued(one: InvoiceRequest) -> str | None:
    lines = [
        f"{each.number}; {with_sign(each.amount)}; {iso(each.issued_on)}; {each.by.name}"
        for each in one.invoices
    ]
    return "\n".join(lines) or None
