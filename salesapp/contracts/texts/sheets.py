"""A contract's text on paper and as a Word file."""

from __future__ import annotations

from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.lines.models import ContractLine
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.contracts.sheets import party_of
from salesapp.contracts.texts import queries
from salesapp.contracts.texts.clauses import rules
from salesapp.contracts.texts.clauses.rules import Filled
from salesapp.contracts.texts.docx import rules as docx
from salesapp.contracts.texts.models import ContractTemplate
from salesapp.db import db, writing
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.press.pool import press
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import rate_words
from salesapp.trail import actions as audit
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


def paper_values(contract: Contract) -> dict[str, Any]:
    """Return what the printed text shows, as plain values."""
    party = party_of(contract)
    across = _("VOID") if contract.status == Status.VOID else "" if contract.approved_at else _("DRAFT")
    return {
        "number": contract.number, "name": contract.name, "ours": contract.our_entity,
        "customer": party.name, "code": party.code or "/",
        "address": contract.customer.address or "/",
        "clauses": queries.clauses_of(contract), "across": across, "version": contract.template_version or "/",
        "reissued": bool(contract.reissues) and contract.status in SIGNED_OR_LATER,
        "signed_on": iso(contract.signed_on), "lines": [_line(one) for one in contract.lines],
    }  # fmt: skip


def _line(one: ContractLine) -> list[str]:
    """Return one line of the annex: what is sold, how much of it, at which price and rate."""
    amount = _("Gift") if one.is_free else yuan(one.gross)
    price = price_words(one.price)
    return [
        str(one.seq), one.name, one.spec or "/", one.unit or "/", plain(one.quantity), price, rate_words(one.rate), amount
    ]  # fmt: skip


def blank_values(template: ContractTemplate) -> dict[str, Any]:
    """Return what a template prints with nothing filled in: room to write, each variant with its condition."""
    clauses = [
        Filled(no, f"{one.title}（{one.when.words}）" if one.when else one.title, rules.blank(one.body), "")
        for no, one in enumerate(template.clauses(), 1)
    ]
    return {
        "number": rules.ROOM, "name": template.name, "ours": house.imprint().company, "customer": rules.ROOM,
        "code": rules.ROOM, "address": rules.ROOM, "clauses": clauses, "across": "", "version": template.version_no,
        "reissued": False, "signed_on": "", "lines": [],
    }  # fmt: skip


def blank_pdf(template: ContractTemplate, *, by: User) -> bytes:
    """Print a template to be filled in by hand; who printed it when stands in the audit trail."""
    values, version = blank_values(template), template.version_no
    db.session.rollback()
    with writing():
        audit.record("print", detail={"sheet": "blank.pdf", "template": version}, actor=by)
    return printed(values)


def printed(values: dict[str, Any]) -> bytes:
    """Return the PDF of a contract's text; nothing of the database is held meanwhile."""
    html = (
        environment().get_template("documents/paper/contract.html").render(imprint=house.imprint(), **values)
    )
    return press().print(html, variant="outward", seconds=120).pdf


def text_pdf(contract: Contract, *, by: User) -> bytes:
    """Print a contract's text; who printed it when stands in the audit trail."""
    values = paper_values(contract)
    _note(contract.number, by, "text.pdf")
    return printed(values)


def text_docx(contract: Contract, *, by: User, ours: bool = False) -> bytes:
    """Return a contract's text for Word, its deviations in it: in the template's own file, or in our plain layout.

    Raises TextRefused where the template's file has no place for a clause that deviates.
    """
    values, clauses = queries.values_of(contract), queries.clauses_of(contract)
    held = queries.word_file(contract.template) if contract.template and not ours else None
    content = held.file.read_bytes() if held else None
    title = contract.name
    facts = [
        (_("Contract no."), contract.number), (_("Our signing entity"), contract.our_entity),
        (_("Customer"), party_of(contract).name),
    ]  # fmt: skip
    number = contract.number
    db.session.rollback()
    made = docx.render(content, values, clauses) if content else docx.plain(title, facts, clauses)
    _note(number, by, "text.docx")
    return made


def _note(number: str, by: User, sheet: str) -> None:
    detail = {"sheet": sheet, "contract": number}
    db.session.rollback()
    with writing():
        audit.record("print", detail=detail, actor=by)
