"""What the pages of a contract show, as plain values: where it stands, its checklist row by row, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from salesapp.accounts.models import User
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts import approval, approving, checklist, handoff, payments, queries, rules
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.contracts.steps import ApprovalStep
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.formats import due_words, short_day, yuan
from salesapp.words import gettext as _
from salesapp.words import ngettext

Step = tuple[str, str, str, str]


# ------------------------------------------------------------------------------- where it stands


def steps(contract: Contract, base: str) -> list[Step]:
    """Return the five steps of a contract: title, note, state and address of each."""
    return [
        (_("Drawn up"), f"{short_day(contract.created_at)} {contract.owner.name}", "done", base),
        _check_step(contract, f"{base}/checklist"),
        _approval_step(contract, f"{base}/approvals"),
        _sign_step(contract, base),
        _handoff_step(contract, f"{base}/handoff"),
    ]


def _check_step(contract: Contract, url: str) -> Step:
    marks = contract.marks()
    title = _("Checklist %(done)s/%(all)s", done=checklist.settled(marks), all=checklist.TOTAL)
    count = len(checklist.missing(marks))
    note = ngettext("%(num)d item missing", "%(num)d items missing", count) if count else _("Nothing missing")
    here = contract.status in (Status.DRAFT, Status.CHECKING)
    return title, note, "now" if here else "" if contract.status == Status.REJECTED else "done", url


def _approval_step(contract: Contract, url: str) -> Step:
    title = _("Approval")
    latest = contract.round_steps
    stopped = next(
        (s for s in latest if s.status in (approval.StepStatus.RETURN, approval.StepStatus.VETO)), None
    )
    if contract.status == Status.APPROVING:
        waiting = [str(approval.ROLE_LABELS[s.role]) for s in latest if s.status == approval.StepStatus.OPEN]
        return title, _("Waiting for %(who)s", who=_(", ").join(waiting)), "now", url
    if contract.approved_at is not None:
        return title, _("Approved %(day)s", day=short_day(contract.approved_at)), "done", url
    if stopped is not None:
        words = _("Vetoed by %(who)s") if contract.status == Status.REJECTED else _("Returned by %(who)s")
        return title, words % {"who": stopped.decided_by.name}, "no", url
    return title, route(contract), "", url


def route(contract: Contract) -> str:
    """Write the way of the approval: as it was asked, or as it would be asked now."""
    if contract.round_steps and contract.status not in rules.SUBMITTABLE:
        return approval.route_words(
            approval.PlannedStep(step.seq, step.role) for step in contract.round_steps
        )
    try:
        return approval.route_words(approving.route_of(contract, contract.owner))
    except approval.ApprovalRefused as refused:
        return str(refused)


def _sign_step(contract: Contract, url: str) -> Step:
    if contract.signed_on is not None:
        filed = contract.archive_no or _("not filed yet")
        return _("Signing"), f"{short_day(contract.signed_on)} · {filed}", "done", url
    return _("Signing"), _("Seal, archive"), "now" if contract.status == Status.APPROVED else "", url


def _handoff_step(contract: Contract, url: str) -> Step:
    sheet = contract.handoff
    if sheet is None:
        return _("Handing over"), _("Within %(days)s working days of signing", days=_handoff_days()), "", ""
    if sheet.status == handoff.HandoffStatus.DONE:
        return _("Handing over"), _("Handed over %(day)s", day=short_day(sheet.done_at)), "done", url
    state = handoff.STATUS_LABELS[handoff.HandoffStatus(sheet.status)]
    late = handoff.is_overdue(sheet.status, sheet.due_on, clock.today())
    returned = sheet.status == handoff.HandoffStatus.RETURNED
    return _("Handing over"), f"{due_words(sheet.due_on)} · {state}", "no" if late or returned else "now", url


def _handoff_days() -> int:
    return policy("handoff_workdays")


# ---------------------------------------------------------------------------------- the record page


def page(contract: Contract, user: User, base: str) -> dict:
    """Return what every page of one contract needs besides its own part."""
    keeps = queries.may_keep(contract, user)
    return {
        "contract": contract,
        "steps_of": steps(contract, base),
        "capitals": in_capitals(contract.amount),
        "route": route(contract),
        "keeps": keeps,
        "may_edit": keeps and contract.status in rules.EDITABLE,
        "may_void": _may_void(contract, user, keeps),
        "sees_margin": user.role in ("finance", "director", "supervisor") or contract.owner_id == user.id,
    }


def _may_void(contract: Contract, user: User, keeps: bool) -> bool:
    if Status.VOID not in rules.MOVES[Status(contract.status)] or not (keeps or user.role == "director"):
        return False
    return user.role in ("supervisor", "director") or contract.status not in (Status.APPROVED, Status.SIGNED)


def my_step(contract: Contract, user: User):
    """Return the open step that this person may decide, or None."""
    if user.id in (contract.owner_id, contract.submitted_by_id) or contract.status != Status.APPROVING:
        return None
    return next((step for step in contract.round_steps if step.waits_for(user)), None)


def needs_password(contract: Contract) -> bool:
    """Tell whether the next agreement completes the approval (4.3)."""
    return approval.is_last(step.status for step in contract.round_steps)


def may_receive(contract: Contract, user: User) -> bool:
    """Tell whether this person's department is asked to receive the contract."""
    sheet = contract.handoff
    if sheet is None or user.role not in tuple(handoff.Department):
        return False
    receipt = sheet.latest().get(user.role)
    out = sheet.status in (handoff.HandoffStatus.SENT, handoff.HandoffStatus.RETURNED)
    return out and receipt is not None and receipt.status == handoff.Receipt.WAITING


@dataclass(frozen=True, slots=True)
class Figures:
    """What the amount and the nodes come to, while somebody types them."""

    capitals: str
    shares: str
    amounts: str
    agree: bool
    refusal: str


def figures(form) -> Figures:
    """Add up what stands in the form: the amount in capitals, the nodes against it (3.14, F13)."""
    amount = form.amount.data
    try:
        capitals = in_capitals(payments.check_amount(amount))
    except payments.PlanRefused:
        return Figures("", "", "", False, "")
    rows = [entry.form for entry in form.payment_nodes if not entry.form.is_blank()]
    nodes = [
        payments.Node(row.kind.data, "", clock.today(), row.percent.data or Decimal(0), row.amount.data)
        for row in rows
    ]
    shares = sum((node.percent for node in nodes), Decimal(0))
    try:
        filled = payments.complete(amount, nodes)
    except payments.PlanRefused as refused:
        return Figures(capitals, f"{shares.normalize():f}", "", False, str(refused))
    amounts = " + ".join(yuan(node.amount) for node in filled)
    return Figures(capitals, "100", amounts, True, "")


@dataclass(frozen=True, slots=True)
class Round:
    """One round of approval: its steps, grouped by their turn."""

    number: int
    turns: Sequence[Sequence[ApprovalStep]]


def rounds(contract: Contract) -> list[Round]:
    """Return the rounds of approval, the latest first."""
    found = []
    for number in range(contract.approval_round, 0, -1):
        members = [step for step in contract.approval_steps if step.round == number]
        turns = [list(group) for _turn, group in groupby(members, key=lambda step: step.seq)]
        found.append(Round(number, turns))
    return found
