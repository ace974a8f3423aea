"""A supplement from its draft to the day it is in force, and an ending before its time, through the same gates (F11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesapp.accounts.belongings.actions import end_with
from salesapp.accounts.belongings.queries import hanging
from salesapp.accounts.belongings.rules import Hanging
from salesapp.accounts.models import User
from salesapp.approvals import access as approvers
from salesapp.approvals import actions as approvals
from salesapp.approvals import queries as rounds
from salesapp.approvals.content import actions as content
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, plan
from salesapp.approvals.rules import Outcome
from salesapp.approvals.subjects.rules import subject_of
from salesapp.calendar.queries import work_calendar
from salesapp.capability import day_of_books
from salesapp.contracts import access
from salesapp.contracts.amendments import queries, rules
from salesapp.contracts.amendments.models import CONFIRMED, Amendment
from salesapp.contracts.amendments.planning import rules as planning
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.amendments.rules import Kind, Status
from salesapp.contracts.approval.rules import TEXT
from salesapp.contracts.calloffs.actions import check_total
from salesapp.contracts.endings import actions as endings
from salesapp.contracts.endings.rules import Kind as Ending
from salesapp.contracts.hanging.rules import Way, check_first, check_hanging
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.worth import actions as worth
from salesapp.db import db
from salesapp.documents.attachments import actions as attachments
from salesapp.policies.queries import policy
from salesapp.refusals import check_all
from salesapp.web import clock
from salesapp.words import gettext as _


def draw_up(
    contract: Contract,
    terms: Terms,
    confirmed: Mapping[str, Any],
    files: Sequence[Any],
    *,
    by: User,
    at: datetime,
) -> Amendment:
    """Draw up the next supplement of a contract, or its ending before its time; its number stays taken."""
    access.check_keeper(contract, by)
    check_amendable(contract)
    check_total(contract, terms.amount)
    seq = max((each.seq for each in contract.amendments), default=0) + 1
    drawn = Amendment(
        seq=seq, number=rules.number_of(contract.number, seq), kind=terms.kind, what=terms.what, amount=terms.amount,
        amount_before=contract.amount, created_by=by, created_at=at, updated_at=at, status=Status.DRAFT,
    )  # fmt: skip
    with db.session.no_autoflush:  # what is not looked at yet is not written either
        contract.amendments.append(drawn)
        drawn.revise(terms, dict(confirmed), at=at, today=clock.local(at).date())
    db.session.flush()
    attachments.attach_all(list(files), drawn, kind=TEXT, by=by, at=at)
    return drawn


def check_said(
    contract: Contract, terms: Terms, confirmed: Mapping[str, Any], *, whole: bool, at: datetime
) -> None:
    """Refuse what an amendment cannot say, all at once; its plan only where it is ``whole``: total and rows can be read."""
    standing = contract.standing()
    check_all(
        lambda: planning.check_terms(terms, standing) if whole else planning.check_besides(terms, standing),
        lambda: rules.check_confirmed(*(confirmed[name] for name in CONFIRMED), today=clock.local(at).date()),
        lambda: check_total(contract, terms.amount) if whole else None,
    )


def check_amendable(contract: Contract) -> None:
    """Refuse to amend what is not signed, what has ended, or while another amendment is on its way."""
    open_ = contract.open_amendment()
    rules.check_amendable(
        contract.status, ended=contract.has_ended(clock.today()), open_=open_.number if open_ else None
    )


def revise(
    amendment: Amendment,
    terms: Terms,
    confirmed: Mapping[str, Any],
    files: Sequence[Any],
    *,
    by: User,
    at: datetime,
) -> None:
    """Change what it says, while nobody decides on it."""
    access.check_keeper(amendment.contract, by)
    check_total(amendment.contract, terms.amount)
    amendment.revise(terms, dict(confirmed), at=at, today=clock.local(at).date())
    attachments.attach_all(list(files), amendment, kind=TEXT, by=by, at=at)


def submit(amendment: Amendment, *, answer: str | None, by: User, at: datetime) -> Approval:
    """Send it into approval, banded by the new total."""
    access.check_keeper(amendment.contract, by)
    rules.check_editable(amendment.status)
    rules.check_submittable(amendment.lacking(has_text=queries.has_text(amendment)))
    check_total(amendment.contract, amendment.amount)
    planning.check_terms(amendment.terms(), amendment.contract.standing())
    if amendment.kind == Kind.ENDING:
        check_first(hanging(("contract", amendment.contract_id), Way.TERMINATED))
    return approvals.submit(subject_of(queries.TYPE), amendment, answer=answer, by=by, at=at)


def withdraw(amendment: Amendment, *, by: User, at: datetime) -> None:
    """Take it back from its approval."""
    access.check_keeper(amendment.contract, by)
    latest = rounds.latest(queries.TYPE, amendment.id)
    if latest is None or amendment.status not in rules.UNDER_APPROVAL:
        rules.check_editable(Status.IN_FORCE)
    else:
        approvers.check_takes_back(subject_of(queries.TYPE), amendment, latest, by)
        approvals.withdraw(latest, by=by, at=at)


def sign(
    amendment: Amendment, signed_on: date | None, *, agreed: bool = False, by: User, at: datetime
) -> None:
    """Bring it into force: the contract says from now on what it says; an ending ends it on its day, with what ends along.

    A supplement takes back an ending that was agreed for a day that has not come; another ending takes its place.
    """
    contract = amendment.contract
    access.check_keeper(contract, by)
    approved_on = clock.local(amendment.approved_at).date() if amendment.approved_at else None
    today = clock.local(at).date()
    ends = amendment.kind == Kind.ENDING
    hangs = hanging(("contract", contract.id), Way.TERMINATED) if ends else Hanging()
    check_all(
        lambda: rules.check_signing(amendment.status, signed_on, approved_on=approved_on, today=today),
        lambda: rules.check_running(ended=contract.has_ended(today)),
        lambda: check_hanging(hangs, agreed=agreed),
    )
    assert signed_on is not None  # check_signing refuses a signature without its day
    counts_from = day_of_books(signed_on, at=at)
    check_total(contract, amendment.amount)
    before = list(contract.payment_nodes)
    amendment.come_into_force(signed_on, at=at, approved_on=approved_on, today=today, counts_from=counts_from)
    _end_dropped(amendment, before, by=by, at=at)
    db.session.flush()
    db.session.expire(contract, ["payment_nodes", "dropped_nodes"])
    contract.meet_again(work_calendar(), counts_from=counts_from)
    worth.tell(contract)
    if ends:
        endings.end(contract, Ending.TERMINATED, amendment.ends_on or signed_on, amendment.what, by=by, at=at)
    else:
        endings.take_back(contract, at=at)


def void(amendment: Amendment, reason: str | None, *, by: User, at: datetime) -> None:
    """Void it before it is in force; its number stays taken."""
    access.check_keeper(amendment.contract, by)
    _void(amendment, reason, by=by, at=at)


def _end_dropped(amendment: Amendment, before: Sequence[PaymentNode], *, by: User, at: datetime) -> None:
    """End what waits for a decision on instalments that are out of the plan now: there is nothing left to decide."""
    reason = _("%(number)s took the instalment out of the plan", number=amendment.number)
    for node in before:
        if node.dropped_on is not None:
            end_with(("payment_node", node.id), ends=None, by=by, at=at, reason=reason)


def void_open(contract: Contract, reason: str | None, *, by: User, at: datetime) -> None:
    """Void what is still on its way, since the contract is void, or has ended."""
    if open_ := contract.open_amendment():
        _void(open_, reason, by=by, at=at)


def _void(amendment: Amendment, reason: str | None, *, by: User, at: datetime) -> None:
    amendment.void(reason, at=at)
    content.terminate(queries.TYPE, amendment.id, because=reason, given=True, by=by, at=at)


# ------------------------------------------------------------------------- what the engine asks and tells


def route(amendment: Amendment, submitter: User, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    """Return the seats that its approval takes; an early ending is read by legal, too.

    The band is that of the new total, or of the one before where that was more: who had to agree to it agrees to less.
    """
    contract = amendment.contract
    return plan(
        max(amendment.amount, amendment.amount_before),
        bands=policy("approval_bands"),
        nonstandard=contract.is_nonstandard or amendment.kind == Kind.ENDING,
        nonstandard_to_director=policy("approval_nonstandard_director"),
        submitter_role=contract.owner.role,
        vacant=vacant,
    )


def freeze(amendment: Amendment) -> Mapping[str, Any]:
    """Return all that its approval approves: what it says, its plan, who confirmed it, its files, and whose it is."""
    return {
        "number": amendment.number,
        "contract": amendment.contract.number,
        "customer": amendment.contract.customer.full_name,
        "kind": amendment.kind,
        "what": amendment.what,
        "amount": amendment.amount,
        "amount_before": amendment.amount_before,
        "ends_on": amendment.ends_on,
        "delivery_on": amendment.delivery_on,
        "nodes": [[n.kind, n.condition, n.planned_on, n.percent, n.amount] for n in amendment.nodes],
        "confirmed": [getattr(amendment, name) for name in CONFIRMED],
        "files": sorted(queries.files_approved(amendment)),
    }


def submitted(amendment: Amendment, approval: Approval, *, by: User, at: datetime) -> None:
    """Note that a round has begun."""
    amendment.status, amendment.submitted_at, amendment.updated_at = Status.APPROVING, at, at


def ended(amendment: Amendment, approval: Approval, *, by: User | None, at: datetime) -> None:
    """Note how a round ended: agreed, vetoed, or back with whoever keeps the contract."""
    if amendment.status not in rules.UNDER_APPROVAL:
        return
    if approval.outcome == Outcome.APPROVED:
        amendment.status, amendment.approved_at, amendment.approved_sha256 = (
            Status.APPROVED,
            at,
            approval.sha256,
        )
    else:
        vetoed = approval.outcome == Outcome.VETOED
        amendment.status = Status.REJECTED if vetoed else Status.DRAFT
        amendment.approved_at = amendment.approved_sha256 = None
    amendment.updated_at = at


def confirmed_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return who of the customer confirmed it, how and when, as a form says it."""
    return {name: values.get(name) for name in CONFIRMED}
