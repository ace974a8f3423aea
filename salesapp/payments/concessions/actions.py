"""Something is asked to be written off or paid back: approved, then booked (P08, P13)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.approvals.content import actions as content
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, route
from salesapp.approvals.rules import VERDICT_LABELS, Outcome, Verdict
from salesapp.approvals.subjects.rules import Described, Subject
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.payments import access
from salesapp.payments.concessions import queries, rules
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import CAUSE_LABELS, CONCESSION, Kind, Status
from salesapp.payments.ledger.actions import settle
from salesapp.payments.receipts import actions as receipts
from salesapp.payments.receipts import queries as money
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.rules import PaymentRefused, check_reason
from salesapp.policies.queries import policy
from salesapp.refusals import NotAllowed, check_all
from salesapp.rights.rules import Role
from salesapp.web import clock, formats
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


def ask_write_off(node: PaymentNode, values: Mapping[str, Any], *, by: User, at: datetime) -> Concession:
    """Ask to give up what is open of an instalment, or a part of it."""
    contract = node.contract
    if not access.may_chase(contract, by):
        raise NotAllowed(_("Only who runs this contract, or finance, asks for this."))
    money.hold(contract.customer_id)
    check_ask(node, values)
    amount = values["amount"]
    one = _new(Kind.WRITE_OFF, amount, values, by, at)
    one.customer_id, one.contract, one.node = contract.customer_id, contract, node
    return _submit(one, by, at)


def ask_refund(receipt: Receipt, values: Mapping[str, Any], *, by: User, at: datetime) -> Concession:
    """Ask to pay back what a customer paid, or a part of it."""
    if not access.may_ask_refund(receipt, by):
        raise NotAllowed(_("Only who looks after this customer, or finance, asks for this."))
    money.hold(receipt.customer_id)
    if receipt.kind != "receipt":
        raise PaymentRefused(_("Only money that came in is paid back."))
    check_ask(receipt, values)
    amount = values["amount"]
    one = _new(Kind.REFUND, amount, values, by, at)
    one.customer_id, one.receipt = receipt.customer_id, receipt
    shares = money.matched(receipt)
    if shares:
        one.contract = next(iter(money.present([shares[0].node_id]))).contract
    return _submit(one, by, at)


def check_ask(about: PaymentNode | Receipt, values: Mapping[str, Any]) -> None:
    """Refuse what cannot be asked for: all that is wrong at once."""
    if isinstance(about, PaymentNode):
        most = about.open - about.in_hand - queries.asked(node_id=about.id)
    else:
        most = about.left - queries.asked(receipt_id=about.id)
    check_all(lambda: rules.check_amount(values["amount"], most), lambda: check_reason(values["reason"]))


def _new(kind: Kind, amount: Decimal, values: Mapping[str, Any], by: User, at: datetime) -> Concession:
    return Concession(
        number=next_number("concession", clock.local(at).date()), kind=kind, amount=amount, cause=values["cause"],
        reason=check_reason(values["reason"]), status=Status.ASKED, by=by, at=at,
    )  # fmt: skip


def _submit(one: Concession, by: User, at: datetime) -> Concession:
    db.session.add(one)
    db.session.flush()
    approvals.submit(SUBJECT, one, by=by, at=at)
    return one


def pay(one: Concession, paid_on: date, *, by: User, at: datetime) -> Receipt:
    """Book an agreed refund once the money has left."""
    access.check_books(by)
    rules.check_waits(one.status, Status.APPROVED)
    assert one.receipt is not None  # a refund is of a receipt
    refund = receipts.refund(
        one.receipt, one.amount, paid_on, f"{one.number} {one.reason}"[:200], by=by, at=at
    )
    one.finish(paid_on, refund)
    return refund


def withdraw(one: Concession, *, by: User, at: datetime) -> None:
    """Take the question back, as long as nobody has decided."""
    round_ = queries.latest_round(one.id)
    if round_ is None:
        raise PaymentRefused(_("Nobody is asked any more."))
    approvals.withdraw(round_, by=by, at=at)


def end(ids: Sequence[int], *, by: User, at: datetime, reason: str) -> None:
    """End write-offs that are on their way, since what they are of is void or gone: nobody decides on them any more."""
    for one in queries.these(ids):
        content.terminate(CONCESSION, one.id, because=reason, given=True, by=by, at=at)
        if one.status in queries.OPEN:
            one.refuse(at=at)


# ------------------------------------------------------------------------- what the engine asks and tells


def _describe(one: Concession) -> Described:
    owner = one.owner
    return Described(
        number=one.number, title=_("%(kind)s: %(why)s", kind=one.what.label, why=one.reason)[:200],
        customer=one.customer.full_name, amount=one.amount, owner_id=owner.id if owner else None,
        owner=owner.name if owner else "", team_id=owner.team_id if owner else one.by.team_id,
        url=f"/payments/concessions/{one.id}",
    )  # fmt: skip


def _freeze(one: Concession) -> Mapping[str, Any]:
    names = ("kind", "customer_id", "contract_id", "node_id", "receipt_id", "amount", "cause", "reason")
    return {name: getattr(one, name) for name in names}


def _instalment(node: PaymentNode) -> str:
    return f"{node.seq} {node.kind_label} ¥{formats.yuan(node.amount)}"


def _rests_on(one: Concession) -> Sequence[tuple[str, int]]:
    """Return what a write-off falls with: its contract; a refund of money that came in does not."""
    of_contract = one.what is Kind.WRITE_OFF and one.contract_id is not None
    return [("contract", one.contract_id)] if of_contract and one.contract_id else []


def _route(one: Concession, submitter: Any, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    roles = rules.deciders(
        one.amount + queries.asked_before(one), director_from=policy("concession_director_from"),
        submitter_role=submitter.role,
    )  # fmt: skip
    return route(roles, submitter_role=submitter.role, vacant=vacant)


def _ended(one: Concession, approval: Approval, *, by: User | None, at: datetime) -> None:
    if approval.outcome != Outcome.APPROVED:
        one.refuse(at=at)
        return
    one.agree(at=at)
    if one.what is Kind.WRITE_OFF and one.node is not None:
        _write_off(one, one.node, at)


def _write_off(one: Concession, node: PaymentNode, at: datetime) -> None:
    """Give up what is still open by then, no more: money that came in meanwhile goes before."""
    money.hold(one.customer_id)
    db.session.refresh(node)
    rules.check_given_up(one.amount, node.open - node.in_hand)
    one.finish(clock.local(at).date())
    node.written_off += one.amount
    settle([node.id], at=at)


def _facts(one: Concession, user: Any) -> list[tuple[Any, Any]]:
    return facts(one)


def facts(one: Concession) -> list[tuple[Any, Any]]:
    """Return what is asked for, line by line."""
    node, receipt, before = one.node, one.receipt, queries.asked_before(one)
    return [
        (_("What is asked for"), one.what.label),
        (_("Customer"), one.customer.full_name),
        (_("Amount"), f"¥{formats.yuan(one.amount)}"),
        *([(_("Asked for before"), f"¥{formats.yuan(before)}")] if before else []),
        *([(_("Contract"), one.contract.number)] if one.contract else []),
        *([(_("Instalment"), _instalment(node))] if node else []),
        *([(_("Receipt no."), f"{receipt.number} ¥{formats.yuan(receipt.amount)}")] if receipt else []),
        (_("Cause"), str(CAUSE_LABELS[rules.Cause(one.cause)])),
        (_("Reason"), one.reason),
        (_("Asked by"), one.by.name),
    ]


SUBJECT = Subject(
    type=CONCESSION,
    label=_l("Write-off or refund"),
    load=queries.load,
    hold=queries.hold,
    sees=queries.sees,
    describe=_describe,
    freeze=_freeze,
    rests_on=_rests_on,
    parts={
        "kind": _l("What it is"),
        "customer_id": _l("Customer"),
        "contract_id": _l("Contract"),
        "node_id": _l("Instalment"),
        "receipt_id": _l("Receipt no."),
        "amount": _l("Amount"),
        "reason": _l("Reason"),
        "cause": _l("Cause"),
    },
    reads={
        "cause": lambda value, one: str(rules.CAUSE_LABELS.get(value, value)),
        "node_id": lambda value, one: _instalment(one.node) if one.node else f"#{value}",
    },
    route=_route,
    asks=lambda: {Role.SUPERVISOR, Role.FINANCE, Role.DIRECTOR},
    settings=("concession_director_from",),
    runs=lambda one, user: user.id == one.by_id,
    binds=lambda one: one.status == Status.APPROVED,
    awaits=lambda one: False,
    ended=_ended,
    answers={one: VERDICT_LABELS[one] for one in (Verdict.AGREE, Verdict.RETURN, Verdict.VETO)},
    task=lambda title: _("Decide on %(what)s", what=title),
    facts=_facts,
)
