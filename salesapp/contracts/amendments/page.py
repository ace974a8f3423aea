"""A supplement as its pages show it: what it changes, where it stands, what is done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.approvals import queries as rounds
from salesapp.approvals.page import again, may_withdraw, preview
from salesapp.approvals.subjects.rules import Described, Letter, subject_of
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts import mails
from salesapp.contracts.access import may_keep
from salesapp.contracts.amendments import queries, rules
from salesapp.contracts.amendments.early.page import instead
from salesapp.contracts.amendments.models import Amendment
from salesapp.contracts.amendments.planning import rules as planning
from salesapp.contracts.amendments.rules import Kind, Status
from salesapp.contracts.checklist.rules import Way
from salesapp.contracts.hanging.page import Panel, panel
from salesapp.contracts.hanging.rules import Way as Ending
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import NodeKind
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.documents.attachments import queries as attachments
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _
from salesapp.work.rules import Todo

END_OF_DAY = time(23, 59)


def called(frozen: Mapping[str, Any]) -> str:
    """Return what one is called by what was submitted: an ending before its time is no supplement."""
    return Kind(frozen["kind"]).label if "kind" in frozen else ""


def describe(amendment: Amendment) -> Described:
    """Return it as approvers see it before they open it."""
    contract = amendment.contract
    return Described(
        number=amendment.number,
        title=contract.name,
        customer=contract.customer.short_name or contract.customer.full_name,
        amount=amendment.amount,
        owner_id=contract.owner_id,
        owner=contract.owner.name,
        team_id=contract.owner.team_id,
        mark=_("was %(amount)s", amount=yuan(amendment.amount_before)),
        url=url_of(amendment),
    )


def url_of(amendment: Amendment) -> str:
    """Return the address of its page."""
    return address("amendments.show", contract_id=amendment.contract_id, amendment_id=amendment.id)


def letter(amendment: Amendment) -> Letter:
    """Return it as mails name it."""
    lines = [f"{amendment.what_it_is.label}：{amendment.number}", *mails.facts(amendment.contract)]
    return Letter(amendment.contract.customer.full_name, lines)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What an approver reads before deciding: what changes, old beside new, and its text."""

    facts: Sequence[tuple[str, str]]
    files: Sequence[Any]


def to_decide(amendment: Amendment, user: User) -> ToDecide:
    """Return what an approver reads before deciding."""
    taken_back = instead(amendment.contract, amendment.kind) if amendment.is_open else ""
    lines = [
        (_("Contract"), f"{amendment.contract.number} {amendment.contract.name}"),
        (_("What is agreed"), amendment.what),
        *([(_("Early ending"), taken_back)] if taken_back else []),
        *[(label, f"{was} → {will}") for label, was, will in changes(amendment)],
        (_("In capitals"), in_capitals(amendment.amount)),
        (_("Confirmed by the customer"), confirmed_words(amendment)),
    ]
    return ToDecide(lines, files_of(amendment))


def changes(amendment: Amendment) -> list[tuple[str, str, str]]:
    """Return what it changes, old beside new."""
    before = _before(amendment)
    kept = [(kind, amount) for kind, amount, stays in before.plan if stays]
    anew = [(node.kind, node.amount) for node in amendment.nodes]
    return planning.changes(
        [
            (_("Contract amount"), f"¥{yuan(amendment.amount_before)}"),
            (_("Last day"), iso(before.ends_on)),
            (_("Delivery date"), iso(before.delivery_on)),
            (
                _("Payment and its dates"),
                _plan_words([(kind, amount) for kind, amount, _stays in before.plan]),
            ),
        ],
        [
            (_("Contract amount"), f"¥{yuan(amendment.amount)}"),
            (_("Last day"), iso(amendment.ends_on or before.ends_on)),
            (_("Delivery date"), iso(amendment.delivery_on or before.delivery_on)),
            (_("Payment and its dates"), _plan_words([*kept, *anew])),
        ],
    )


@dataclass(frozen=True, slots=True)
class Before:
    """What an amendment changes: last day, delivery, each instalment with its amount and whether it stays."""

    ends_on: date | None
    delivery_on: date | None
    plan: Sequence[tuple[str, Decimal | None, bool]]


def _before(amendment: Amendment) -> Before:
    """Return what is in force; of an amendment that is in force itself what was."""
    if amendment.state == Status.IN_FORCE:
        was = [(kind, Decimal(amount), bool(kept)) for kind, amount, kept in amendment.plan_before or []]
        return Before(amendment.ends_before, amendment.delivery_before, was)
    standing = amendment.contract.standing()
    kept = planning.kept(standing)
    plan = [(node.kind, node.amount, node in kept) for node in standing.nodes]
    return Before(standing.ends_on, standing.delivery_on, plan)


def _plan_words(plan: Sequence[tuple[str, Decimal | None]]) -> str:
    """Write a plan by its amounts: 预付款 115,800.00、验收款 262,200.00."""
    return _(", ").join(f"{NodeKind(kind).label} {yuan(amount)}" for kind, amount in plan)


def payment_words(contract: Contract) -> str:
    """Say beside the plan of a contract how it is paid: as was agreed, or by what was agreed since and holds in its place."""
    later, agreed = contract.in_force(), contract.payment_terms or ""
    if not later:
        return agreed
    last = {"number": later[-1].number, "day": iso(later[-1].signed_on), "amount": yuan(later[-1].amount)}
    said = _("Paid as %(number)s, signed %(day)s, says.", **last)
    if later[-1].kind == Kind.ENDING:
        said = _("Settled by %(number)s, signed %(day)s: ¥%(amount)s in all.", **last)
    return " ".join(filter(None, (said, _("Agreed before: %(terms)s", terms=agreed) if agreed else "")))


def hanging(contract: Contract, amendment: Amendment | None, kind: str | None = None) -> Panel | None:
    """Return what becomes of what hangs on a contract, where this ends it before its time and is still on its way."""
    kind, open_ = (amendment.kind, amendment.is_open) if amendment else (kind, True)
    on = amendment.ends_on if amendment else None
    return panel(contract.id, Ending.TERMINATED, on) if kind == Kind.ENDING and open_ else None


def confirmed_words(amendment: Amendment) -> str:
    """Say who of the customer confirmed it, how and when."""
    if not amendment.confirmed_by or not amendment.confirmed_way:
        return ""
    return f"{amendment.confirmed_by} {Way(amendment.confirmed_way).label} {iso(amendment.confirmed_on)}"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of an amendment lets one do."""

    route: str
    approval_url: str
    lacking: Sequence[str]
    may_edit: bool
    may_submit: bool
    may_withdraw: bool
    may_sign: bool
    may_void: bool


def desk(amendment: Amendment, user: User) -> Desk:
    """Tell what this person may do with an amendment, and what keeps it from its approval."""
    keeps, subject = may_keep(amendment.contract, user), subject_of(queries.TYPE)
    latest = rounds.latest(queries.TYPE, amendment.id)
    editable = amendment.status in rules.EDITABLE
    lacking = amendment.lacking(has_text=queries.has_text(amendment)) if editable else []
    return Desk(
        (again if latest else preview)(subject, amendment) if editable else "",
        address("approvals.show", approval_id=latest.id) if latest else "",
        [lack.label for lack in lacking],
        keeps and editable,
        keeps and editable and not lacking,
        latest is not None and may_withdraw(subject, amendment, latest, user),
        keeps and amendment.status == Status.APPROVED,
        keeps and amendment.status in rules.OPEN,
    )


def facts(amendment: Amendment) -> list[tuple[str, str]]:
    """Return what is known of an amendment."""
    known = [
        (_("Drawn up"), f"{iso(clock.local(amendment.created_at))} {amendment.created_by.name}"),
        (_("Confirmed by the customer"), confirmed_words(amendment) or "/"),
        (_("Signed on"), iso(amendment.signed_on) or "/"),
    ]
    if amendment.approved_sha256:
        known.append((_("Approved content, SHA-256"), amendment.approved_sha256))
    if amendment.void_reason:
        known.append((_("Void because"), amendment.void_reason))
    return known


@dataclass(frozen=True, slots=True)
class Part:
    """The amendments of one contract, on its page."""

    contract_id: int
    rows: Sequence[tuple[Amendment, str]]
    may_add: bool


def part(contract: Contract, user: User) -> Part:
    """Return the amendments of a contract, and whether this person draws up another one."""
    runs = contract.status in SIGNED_OR_LATER and not contract.has_ended(clock.today())
    free = runs and contract.open_amendment() is None
    rows = [(each, url_of(each)) for each in contract.amendments]
    return Part(contract.id, rows, free and may_keep(contract, user))


def files_of(amendment: Amendment) -> Sequence[Any]:
    """Return the files of an amendment."""
    return attachments.of(queries.TYPE, amendment.id)


def line(row: Row, now: datetime) -> Todo:
    """Return the line that asks to submit or to sign a supplement."""
    words = (
        _("Approved; have it signed, note the date") if row.facts["sign"] else _("Complete it and submit it")
    )
    url = address("amendments.show", contract_id=row.facts["contract"], amendment_id=row.subject_id)
    title = _(
        "Supplement %(number)s, %(customer)s", number=row.facts["number"], customer=row.facts["customer"]
    )
    return Todo(
        due_at=datetime.combine(clock.local(now).date(), END_OF_DAY, clock.zone()), kind=queries.ASKS, title=title,
        detail=words, url=url, action_label=_("Look"), action_url=url, due_words=_("today"), waiting=row.waiting,
    )  # fmt: skip
