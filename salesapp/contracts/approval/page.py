"""A contract's approval as its pages show it: the way, the rounds, what an approver reads, the bar of the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import access as approvers
from salesapp.approvals.content.rules import objection
from salesapp.approvals.flow.page import RoundPart, rounds_shown
from salesapp.approvals.objections.page import said_by
from salesapp.approvals.page import again, may_withdraw, my_seat, preview, withdrawal_asks
from salesapp.approvals.route.rules import route_words
from salesapp.approvals.rules import Outcome
from salesapp.approvals.subjects.rules import Described, Letter, subject_of
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts import access, mails, rules
from salesapp.contracts.approval import queries
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.approval.rules import Lack, answered_by
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.models import Contract
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.attachments.models import Attachment
from salesapp.web.addresses import address
from salesapp.web.formats import iso, short_day, yuan
from salesapp.words import gettext as _
from salesapp.words import ngettext


def route(contract: Contract) -> str:
    """Write the way of the approval: as it was asked, or as it would be asked now."""
    if contract.seats and contract.status not in rules.SUBMITTABLE:
        return route_words((seat.seq, approvers.seat_words(seat)) for seat in contract.seats)
    return (again if contract.approvals else preview)(subject_of(SUBJECT_TYPE), contract)


def rounds(contract: Contract, now: datetime) -> list[RoundPart]:
    """Return the rounds of approval, the latest first."""
    return rounds_shown(contract.approvals[::-1], now)


def is_asked(contract: Contract, user: User, now: datetime) -> bool:
    """Tell whether a contract waits for this person's decision."""
    return my_seat(contract.latest_round, user, now) is not None


# -------------------------------------------------------------------------- what the engine shows and writes


def describe(contract: Contract) -> Described:
    """Return a contract as approvers see it before they open it."""
    return Described(
        number=contract.number,
        title=contract.name,
        customer=contract.customer.short_name or contract.customer.full_name,
        amount=contract.amount,
        owner_id=contract.owner_id,
        owner=contract.owner.name,
        team_id=contract.owner.team_id,
        mark="" if contract.is_standard_text else _("Non-standard text"),
        url=address("contracts.show", contract_id=contract.id),
    )


def letter(contract: Contract) -> Letter:
    """Return a contract as mails name it."""
    return Letter(contract.customer.full_name, mails.facts(contract))


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One item that goes to approval by exception."""

    no: int
    title: str
    objection: str | None
    exception: str


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What an approver reads before deciding (F11)."""

    contract: Contract
    facts: Sequence[tuple[str, Any]]
    exceptions: Sequence[Exceptional]
    #: The files that are read with it, its text among them.
    files: Sequence[Attachment] = ()
    #: What its keeper does next while it is not submitted: the words of the way to the checklist.
    onward: str = ""


def to_decide(contract: Contract, user: User) -> ToDecide:
    """Return what an approver reads before deciding: amount, text, what deviates."""
    lines = [
        (_("Contract amount"), f"¥{yuan(contract.amount)}"),
        (_("In capitals"), in_capitals(contract.amount)),
        (_("Customer"), contract.customer.full_name),
        (_("Credit code"), _code(contract)),
        (_("Contract term"), f"{iso(contract.starts_on)}–{iso(contract.ends_on)}"),
        (_("Delivery"), iso(contract.delivery_on)),
        (_("After-sales"), contract.after_sales),
        *([(_("Why without a quotation"), contract.unquoted_because)] if contract.unquoted_because else []),
        (_("Text"), _("Our standard text") if contract.is_standard_text else contract.deviation),
        *margin(contract, user),
    ]
    files = attachments.of("contract", contract.id)
    return ToDecide(contract, lines, exceptions(contract), files, _onward(contract, user))


def _onward(contract: Contract, user: User) -> str:
    """Return what the way to the checklist is called: to begin with, or once it was stopped or taken back."""
    if contract.status not in rules.SUBMITTABLE:
        return ""
    if not contract.approvals:
        return _("To the checklist")
    return _("Mend it and submit it again") if access.may_keep(contract, user) else ""


def _code(contract: Contract) -> str:
    """Return the credit code, or why there is none."""
    reason = contract.mark_of(checklist.CREDIT_CODE).note
    return contract.customer.credit_code or (_("None: %(why)s", why=reason) if reason else "")


def margin(contract: Contract, user: User) -> list[tuple[str, str]]:
    """Return the gross margin, to those who see it."""
    if not access.sees_margin(contract, user):
        return []
    share = "" if contract.gross_margin is None else f"{float(contract.gross_margin):g}%"
    return [(_("Gross margin"), share)]


def objected(contract: Contract) -> tuple[Outcome, str] | None:
    """Return how the contract was stopped and in which words, as long as that is still to be answered."""
    stopped = objection(reversed(contract.approvals))
    decision = stopped.decided[-1].decision if stopped and stopped.decided else None
    if stopped is None or decision is None:
        return None
    return Outcome(stopped.outcome), said_by(decision)


@dataclass(frozen=True, slots=True)
class Stop:
    """What stops a contract, on top of its pages."""

    lead: str
    words: str


def stop(contract: Contract) -> Stop | None:
    """Tell that a contract is void, returned or vetoed, or that a change ended its approval: why, and what it needs."""
    if contract.voiding is not None:
        who = f" — {contract.voiding.by.name}" if contract.voiding.by else ""
        since = _("Void since %(day)s.", day=short_day(contract.voiding.at))
        return Stop(since, f"{contract.voiding.reason}{who}")
    if contract.status not in rules.SUBMITTABLE:
        return None
    if found := objected(contract):
        return Stop(_("%(how)s.", how=found[0].label), answered_by(found[1]))
    latest = contract.latest_round
    if latest is not None and latest.outcome == Outcome.LAPSED:
        return Stop(_("The approval has ended."), latest.ended_because or "")
    return None


def exceptions(contract: Contract) -> list[Exceptional]:
    """Return what deviates and how, for those who decide (3.6b)."""
    return [
        Exceptional(mark.no, str(checklist.ITEMS[mark.no].title), mark.objection, checklist.deviation(mark))
        for mark in checklist.exceptions(contract.marks())
    ]


# ----------------------------------------------------------------------------------- the bar of the checklist


@dataclass(frozen=True, slots=True)
class Gate:
    """The bar under the checklist: may the contract be submitted, and if not, what exactly is missing."""

    open: bool  # it is still to be submitted
    may_submit: bool
    may_withdraw: bool
    #: What is asked before an approval that was given is taken back.
    withdrawal_asks: str
    said: str
    look: str
    #: What is missing besides the checklist: in words, and where it is mended.
    lacking: Sequence[tuple[str, str]] = ()
    #: The open items that keep it back: in words, and where each stands.
    missing: Sequence[tuple[str, str]] = ()
    #: The reason of the return or veto that a new submission answers where nothing was changed.
    objected: str = ""


def gate(contract: Contract, user: User) -> Gate:
    """Tell whether the contract may be submitted, and what exactly is missing (R40)."""
    open_ = contract.status in rules.SUBMITTABLE
    keeps, latest = access.may_keep(contract, user), contract.latest_round
    missing = contract.missing(contract.asked) if open_ or keeps else []
    said, look = _said_of(contract, missing, keeps=keeps)
    subject = subject_of(SUBJECT_TYPE)
    withdrawable = latest is not None and may_withdraw(subject, contract, latest, user)
    lacking = queries.lacking(contract) if open_ else []
    stopped = objected(contract) if open_ else None
    return Gate(
        open_,
        open_ and not missing and not lacking and keeps,
        withdrawable,
        withdrawal_asks(latest),
        said,
        look,
        [(lack.label, _where(lack, contract)) for lack in lacking],
        [(str(item), _place(item, contract)) for item in missing],
        stopped[1] if stopped else "",
    )


def _place(item: checklist.Missing, contract: Contract) -> str:
    group = checklist.ITEMS[item.no].group
    return f"{address('checklist.show', contract_id=contract.id)}?group={group}#check-{item.no}"


def _where(lack: Lack, contract: Contract) -> str:
    if lack is Lack.TEXT:
        return address("contracts.show", contract_id=contract.id) + "#files"
    return address("opportunities.show", opportunity_id=contract.opportunity_id)


def _said_of(contract: Contract, missing: list[checklist.Missing], *, keeps: bool) -> tuple[str, str]:
    """Return the sentence of the bar, and its look."""
    lacks = ngettext("%(num)d item missing", "%(num)d items missing", len(missing))
    if contract.status in rules.SUBMITTABLE:
        settled = _("Every clause is settled. It can be submitted.")
        return (lacks, "due late") if missing else (settled, "due done")
    if not keeps or contract.status not in rules.UNDER_APPROVAL:
        return contract.state.label, "quiet"
    if contract.status != rules.Status.APPROVED:
        return _("In approval: its items are closed."), "quiet"
    return (lacks, "due late") if missing else (_("Ready to be signed."), "due done")
