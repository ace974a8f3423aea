"""The printed approval sheet F11 of one contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.route.rules import bands_words
from salesapp.approvals.rules import Outcome, SeatStatus
from salesapp.approvals.subjects.rules import subject_of as subject
from salesapp.contracts import queries
from salesapp.contracts.access import sees_margin
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.approval.rules import TEXT
from salesapp.contracts.approval.wording.page import day_of, instalment_words
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.lines.models import ContractLine
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import Status
from salesapp.contracts.sheets import Signed, as_signed, party_of, stamp_of, subject_of, submitter_of
from salesapp.contracts.signing.rules import both
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.forms.f11 import DEPARTMENTS
from salesapp.documents.paper.values import SheetData, not_asked
from salesapp.policies.queries import declared, settings_in_force, settings_version
from salesapp.policies.rules import parse
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import rate_words
from salesapp.refusals import Refusal
from salesapp.rights.rules import Role
from salesapp.web.addresses import address
from salesapp.web.formats import iso
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


#: So many characters of a SHA-256 tell one content from another by eye.
SHORT = 12
#: The settings that the route hangs on.
SETTINGS = ("approval_bands", "approval_nonstandard_director")
#: Where the one who decided says how the round ended.
STOPPING = (SeatStatus.RETURN, SeatStatus.VETO)


def approval_sheet(contract_id: int, user: User) -> SheetData | None:
    """Return the values of F11: a draft until the last approval, with the SHA-256 of what was approved.

    While it is being approved it says so, with the beginning of the SHA-256 of what is decided on: it is not final (W35).
    """
    contract = queries.find(contract_id, user)
    if contract is None:
        return None
    files = [_file(file) for file in attachments.of("contract", contract.id)]
    signed, party = as_signed(contract), party_of(contract)
    return SheetData(
        number=contract.number,
        url=address("contracts.show", contract_id=contract.id),
        subject=subject_of(contract),
        status=_status(contract),
        values={
            "number": contract.number, "name": contract.name, "kind": contract.kind,
            "customer": party.name, "credit_code": party.code,
            "opportunity": _opportunity(contract), "our_entity": contract.our_entity,
            "amount": signed.amount if signed else contract.amount,
            "tax_rate": contract.tax_words, "sign_method": contract.sign_method, "copies": contract.copies,
            "starts_on": contract.starts_on, "ends_on": signed.ends_on if signed else contract.ends_on,
            "delivery_on": _delivery(contract, signed), "payment_terms": _plan(contract, signed),
            "after_sales": contract.after_sales, "is_standard_text": contract.is_standard_text,
            "deviation": _deviation(contract), "matrix": _matrix(contract),
            "gross_margin": contract.gross_margin if sees_margin(contract, user) else None,
            "attachments": [_("Checklist F10"), *_quoted(contract), *files],
            "sha256": contract.approved_sha256 or _frozen(contract),
        } | contract.seal_facts(),
        rows={"line": [_line(one) for one in contract.lines], "node": _nodes(contract)},
        signatures=submitter_of(contract),
    )  # fmt: skip


def _line(one: ContractLine) -> dict[str, Any]:
    """Return one line of goods or services, as it was quoted."""
    return {
        "no": one.seq, "name": f"{one.name}（{_('Gift')}）" if one.is_free else one.name, "spec": one.spec, "unit": one.unit,
        "quantity": plain(one.quantity), "price": price_words(one.price), "off": f"{plain(one.off)}%",
        "rate": rate_words(one.rate), "amount": one.gross, "tax": None if one.rate == "exempt" else one.tax,
    }  # fmt: skip


def _status(contract: Contract) -> str:
    """Return what is printed across the page: that it is being approved, where it is."""
    if contract.status == Status.APPROVING:
        return "approving"
    return stamp_of(contract, draft=contract.approved_at is None)


def _frozen(contract: Contract) -> str | None:
    """Return the beginning of the SHA-256 of what is being decided on; nothing where nobody is to decide."""
    latest = contract.latest_round
    if latest is None or not latest.is_running or not latest.sha256:
        return None
    return _("%(start)s… (in approval, not final)", start=latest.sha256[:SHORT])


def _file(file: Attachment) -> str:
    return _("Text of the contract: %(name)s", name=file.name) if file.kind == TEXT else str(file.name)


def _quoted(contract: Contract) -> list[str]:
    return [_("Quotation %(number)s", number=contract.quotation.label)] if contract.quotation else []


def _opportunity(contract: Contract) -> str:
    return f"{contract.opportunity.number} {contract.opportunity.name}" if contract.opportunity else ""


def _delivery(contract: Contract, signed: Signed | None) -> date | str | None:
    before, day = contract.delivery_approved_on, signed.delivery_on if signed else contract.delivery_on
    return both(iso(day), iso(before)) if before else day


def _due(node: PaymentNode) -> str:
    """Return the day of an instalment, or what it waits for."""
    if node.planned_on is None and node.waits_for:
        return node.waits_for.label
    return both(iso(node.planned_on), iso(node.approved_on))


def _plan(contract: Contract, signed: Signed | None) -> str:
    if signed:
        rows = [(seq, each, day_of(each)) for seq, each in enumerate(signed.plan, 1)]
    else:
        rows = [(each.seq, each.as_plan(), _due(each)) for each in contract.payment_nodes]
    lines = [f"{seq}. {instalment_words(node, day)}" for seq, node, day in rows]
    return "\n".join([*lines, contract.payment_terms or "", *(signed.since if signed else ())]).strip()


def _deviation(contract: Contract) -> str:
    parts = [contract.deviation or ""]
    parts += [
        f"{m.no} {checklist.ITEMS[m.no].title}：{checklist.deviation(m)}"
        for m in checklist.exceptions(contract.marks())
    ]
    return "\n".join(part for part in parts if part)


def _matrix(contract: Contract) -> str:
    """Return who approves up to which amount: as in force at the submission, before it as in force now."""
    latest = contract.latest_round
    kept = latest.settings if latest else settings_in_force(SETTINGS)
    if not kept:
        return ""
    bands = parse(declared()["approval_bands"], kept["approval_bands"])
    version = latest.settings_version if latest else settings_version(SETTINGS)
    others = _("legal and director") if kept["approval_nonstandard_director"] else _("legal")
    return _(
        "%(bands)s. Deviations and exceptions: %(others)s too. Version %(number)s.",
        bands=bands_words(bands), others=others, number=version,
    )  # fmt: skip


def _nodes(contract: Contract) -> list[dict]:
    """Return one row for each department that is asked or was, round by round; before that, whom a submission now asks."""
    rounds = contract.approvals
    return (
        _planned(contract)
        if not rounds
        else [row for one in rounds for row in _round(one, last=one is rounds[-1], several=len(rounds) > 1)]
    )


def _planned(contract: Contract) -> list[dict]:
    """Return the rows of a submission now; where it would be refused, the form's own rows stand."""
    contracts = subject(SUBJECT_TYPE)
    try:
        seats = approvals.route_of(contracts, contract, contracts.submitter(contract, contract.owner))
    except Refusal:
        return []
    asked = sorted({(seat.seq, PLACES[seat.role]) for seat in seats})
    return _with_all([(place, {"department": str(DEPARTMENTS[place])}) for _seq, place in asked])


def _with_all(asked: Sequence[tuple[int, dict]]) -> list[dict]:
    """Return the rows of the departments asked, by their places, and of those left out where the form has them."""
    rows = list(asked)
    for place in sorted(set(range(len(DEPARTMENTS))) - {place for place, _row in asked}):
        before = next((at for at, (other, _row) in enumerate(rows) if other > place), len(rows))
        rows.insert(before, (place, {"department": str(DEPARTMENTS[place]), "opinion": not_asked()}))
    return [row for _place, row in rows]


def _round(approval: Approval, *, last: bool, several: bool) -> list[dict]:
    """Return the rows of one round: of the last all that are asked, of former ones what was decided, or how it ended."""
    seats = [seat for seat in approval.seats if seat.decision or (last and not seat.superseded)]
    seats.sort(key=lambda seat: (seat.seq, PLACES[seat.role], seat.id))
    rows = [_node(seat) for seat in seats]
    if not last and not any(seat.status in STOPPING for seat in seats):
        rows.append({"department": "", "opinion": _ended(approval), "decided_at": approval.ended_at})
    if last and rows:
        rows = _with_all([(PLACES[seat.role], row) for seat, row in zip(seats, rows, strict=True)])
    if several:
        for row in rows:
            row["department"] = (
                _("Round %(number)s", number=approval.round) + f" {row['department']}".rstrip()
            )
    return rows


def _ended(approval: Approval) -> str:
    return f"{Outcome(approval.outcome).label}：{approval.ended_because or '/'}".removesuffix("：/")


def _node(seat: Seat) -> dict:
    row: dict = {"department": str(DEPARTMENTS[PLACES[seat.role]])}
    decision = seat.decision
    if decision is None:
        return row
    return row | {
        "approver": decision.signed_by,
        "opinion": decision.comment or _("Agreed"),
        "verdict": str(seat.status),
        "decided_at": decision.at,
    }
