"""Verbs over a contract and what hangs on it: the opportunity, the approvers' mails, the hand-off (R38–R42)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.actions import end_with
from salesapp.accounts.models import User
from salesapp.contracts import access, queries, rules
from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.approval.rules import TEXT
from salesapp.contracts.calloffs.actions import check_total
from salesapp.contracts.endings import actions as endings
from salesapp.contracts.hanging.rules import Way, check_hanging
from salesapp.contracts.lines import actions as lines
from salesapp.contracts.lines import queries as quoted
from salesapp.contracts.lines.rules import FIRST_PLAN, check_sum, check_unquoted
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node, NodeKind
from salesapp.contracts.rules import Status
from salesapp.contracts.worth import actions as worth
from salesapp.db import db
from salesapp.documents.attachments import actions as attachments
from salesapp.documents.numbering.actions import next_number
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.board.rules import Stage, goes_back
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find as find_opportunity
from salesapp.quotations.models import Quotation
from salesapp.refusals import check_all
from salesapp.support import actions as support
from salesapp.web import clock
from salesapp.words import gettext as _


def draft_from(
    opportunity_id: int,
    terms: Mapping[str, Any],
    nodes: list[Node],
    *,
    quotation_id: int | None = None,
    unquoted_because: str | None = None,
    texts: Iterable = (),
    files: Iterable = (),
    by: User,
    at: datetime,
) -> Contract:
    """Draw up a contract from an opportunity, with a number of its own (R38).

    Customer and owner come from the opportunity, lines and amount from its quotation where there is one; the board shows
    the opportunity in negotiation at least.
    """
    opportunity = find_opportunity(opportunity_id, by)
    if opportunity is None:
        raise rules.ContractRefused(_("There is no such opportunity, or it is not shared with you."))
    check_drawable(opportunity)
    contract = Contract(
        number=next_number("contract", clock.local(at).date()), status=Status.DRAFT, currency="CNY", approval_round=0,
        customer_id=opportunity.customer_id, opportunity=opportunity, owner=opportunity.owner, created_by_id=by.id,
        created_at=at, updated_at=at,
    )  # fmt: skip
    if quotation := lines.find(quotation_id, opportunity, by, clock.local(at).date()):
        contract.take_lines(quotation)
        check_sum(terms["amount"], contract.lines_total, number=quotation.label)
    else:
        _go_unquoted(contract, opportunity.id, unquoted_because, at)
    contract.revise(terms, nodes, at=at)
    db.session.add(contract)
    db.session.flush()
    _keep(texts, files, contract, by, at)
    if opportunity.status == "open" and goes_back(Stage.NEGOTIATION, opportunity.stage):
        opportunity.move_to(Stage.NEGOTIATION, by=by, at=at, reason=contract.number)
    return contract


def _go_unquoted(contract: Contract, opportunity_id: int | None, why: str | None, at: datetime) -> None:
    """Note why a contract takes no quotation, where its opportunity has one in force; its approvers read it."""
    passed_over = quoted.passed_over(opportunity_id, clock.local(at).date())
    check_unquoted(passed_over, why or contract.unquoted_because)
    contract.unquoted_because = ((why or "").strip() or contract.unquoted_because) if passed_over else None


def check_drawable(opportunity: Opportunity) -> None:
    """Refuse a contract of an opportunity that was lost or parked, before anybody fills in its form (R6)."""
    if opportunity.status in ("lost", "parked"):
        raise rules.ContractRefused(
            _("This opportunity is closed. Reopen it before you draw up its contract.")
        )


def _keep(texts: Iterable, files: Iterable, contract: Contract, by: User, at: datetime) -> None:
    attachments.attach_all(list(texts), contract, kind=TEXT, by=by, at=at)
    attachments.attach_all(list(files), contract, by=by, at=at)


def revise(
    contract: Contract,
    terms: Mapping[str, Any],
    nodes: list[Node],
    *,
    unquoted_because: str | None = None,
    texts: Iterable = (),
    files: Iterable = (),
    by: User,
    at: datetime,
) -> list[int]:
    """Change the terms, and return the numbers of the items to be checked again (R39, 3.6b).

    A running or given approval ends with any change (3.6b).
    """
    access.check_keeper(contract, by)
    check_revision(contract, terms["amount"], unquoted_because, at=at)
    if contract.quotation is None:
        _go_unquoted(contract, contract.opportunity_id, unquoted_because, at)
    done = {mark.no for mark in contract.marks() if mark.result is not None}
    contract.revise(terms, nodes, at=at)
    _keep(texts, files, contract, by, at)
    approving.changed(contract, by=by, at=at)
    return sorted(done - {mark.no for mark in contract.marks() if mark.result is not None})


def check_revision(
    contract: Contract, amount: Decimal | None, unquoted_because: str | None, *, at: datetime
) -> None:
    """Refuse an amount other than its lines', above its framework, or no reason to take no quotation: all at once."""

    def check_quoted() -> None:
        if contract.quotation is not None:
            if amount is not None:
                check_sum(amount, contract.lines_total, number=contract.quotation.label)
        else:
            passed_over = quoted.passed_over(contract.opportunity_id, clock.local(at).date())
            check_unquoted(passed_over, unquoted_because or contract.unquoted_because)

    def check_called_off() -> None:
        if amount is not None:
            check_total(contract, amount)

    check_all(check_quoted, check_called_off)


def attach(contract: Contract, files: Iterable, *, is_text: bool = False, by: User, at: datetime) -> None:
    """Keep files with a contract: its text, the customer's mail, the signed copy; a running approval ends (W24)."""
    if contract.status == Status.VOID:
        raise rules.ContractRefused(_("A void contract takes no more files."), field="files")
    access.check_attaches(contract, by)
    texts, others = (files, ()) if is_text else ((), files)
    _keep(texts, others, contract, by, at)
    contract.updated_at = at
    approving.changed(contract, by=by, at=at)


# ------------------------------------------------------------------------------- signature, archive, void


def void(contract: Contract, reason: str | None, *, agreed: bool = False, by: User, at: datetime) -> None:
    """Void a contract with its reason; the number stays taken (conventions 3.5).

    What hangs on it ends with it; where something does, or goes on and is to be looked after, it is asked once whether
    that is meant: ``agreed``.
    """
    access.check_voider(contract, by)
    was_approving, of = contract.status in rules.UNDER_APPROVAL, ("contract", contract.id)
    check_all(
        lambda: contract.check_voidable(reason, by=by),
        lambda: check_hanging(belongings.hanging(of, Way.VOID), agreed=agreed),
    )
    contract.void(reason, by=by, at=at)
    endings.take_back(contract, at=at)
    end_with(of, ends=None, by=by, at=at, reason=_void_words(contract), way=Way.VOID)
    amending.void_open(contract, contract.voiding.reason if contract.voiding else None, by=by, at=at)
    approving.end_resting(contract, by=by, at=at)
    support.follow("contract", contract.id, by=by, at=at)
    if was_approving:
        approving.terminate(contract, by=by, at=at)
    worth.tell(contract)
    if contract.signed_on:
        lines.take_back_win(contract, at=at)
    if contract.signed_on and contract.opportunity and not queries.other_signed(contract):
        opportunities.take_back_win(contract.opportunity, by=by, at=at, reason=_void_words(contract))


def _void_words(contract: Contract) -> str:
    why = contract.voiding.reason if contract.voiding else ""
    return _("%(number)s is void: %(reason)s", number=contract.number, reason=why)[:200]


def first_terms(
    opportunity: Opportunity, *, our_entity: str, today: date, quotation: Quotation | None = None
) -> dict[str, Any]:
    """Return what a new contract begins with, so that nothing is typed twice (R1, R38)."""
    terms = {
        "name": _("%(name)s contract", name=opportunity.name)[:100],
        "kind": "sale",
        "our_entity": our_entity,
        "amount": opportunity.amount,
        "tax_rate": lines.USUAL,
        "sign_method": "paper",
        "copies": 4,
        "starts_on": max(opportunity.expected_close_on, today),
        "is_standard_text": True,
    }
    return terms | lines.first_terms(quotation) if quotation else terms


def first_plan(
    opportunity: Opportunity, *, today: date, quotation: Quotation | None = None
) -> list[dict[str, Any]]:
    """Return the plan that a new contract begins with: as its quotation says, else 30, 60 and 10 per cent.

    What waits for the end of the warranty has no day before (P06).
    """
    signing = max(opportunity.expected_close_on, today)
    usual = {
        NodeKind.ADVANCE: (5, _("Within 5 days of signing")),
        NodeKind.PROGRESS: (30, _("As the work goes on")),
        NodeKind.ARRIVAL: (30, _("Within 10 days of arrival")),
        NodeKind.ACCEPTANCE: (60, _("Within 10 days of acceptance")),
        NodeKind.WARRANTY: (None, _("When the warranty ends")),
    }
    told = lines.plan_of(quotation) if quotation else []
    return [
        {
            "kind": str(kind), "percent": percent, "condition": usual[kind][1],
            "planned_on": signing + timedelta(days=days) if (days := usual[kind][0]) is not None else None,
        }
        for kind, percent in told or FIRST_PLAN
    ]  # fmt: skip
