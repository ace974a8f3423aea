"""A quotation is agreed to: within its owner's own authority at once, beyond it by those who may (F09)."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.approvals.content import rules as content
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, route
from salesapp.approvals.rules import Outcome
from salesapp.approvals.subjects.rules import subject_of
from salesapp.quotations import access, rules
from salesapp.quotations.actions import replace_older
from salesapp.quotations.approval import rules as submission
from salesapp.quotations.approval.rules import relisted_words
from salesapp.quotations.authority.queries import judged
from salesapp.quotations.authority.rules import blind, roles_asked
from salesapp.quotations.lines.models import LINE
from salesapp.quotations.lines.queries import relisted
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.access import sees_floor
from salesapp.quotations.products.prices.queries import has_prices
from salesapp.quotations.rules import QUOTATION
from salesapp.rights.rules import Role
from salesapp.web import clock

#: What is frozen of the whole, besides its lines and totals.
FROZEN = (
    "number", "revision", "customer_id", "contact_id", "quoted_on", "valid_until", "delivery_cycle", "payment_terms",
    "warranty", "remark", "off_reason", "discount", "rounding", "whole_off", "gross", "tax", "net",
)  # fmt: skip


def submit(
    quotation: Quotation, *, answer: str | None = None, off_reason: str | None = None, fresh: bool = False, by: User,
    at: datetime,
) -> Approval | None:  # fmt: skip
    """Put a quotation to those who must agree to it; within its owner's authority it is agreed to at once.

    Where the list says something else of a line than when it was written, that is asked about once; ``fresh`` agrees to be
    measured by the list of today. Whoever does not see the floors is refused nothing for their sake: a refusal leaves no
    trace, and prices could be tried until it stops; a submission is kept.
    """
    access.check_keeper(quotation, by)
    rules.check_draft(quotation.status)
    rules.check_opportunity(quotation.opportunity.status)
    today = clock.local(at).date()
    changed = relisted(quotation.lines, today)
    found, role = judged(quotation, changed), quotation.owner.role
    asked = roles_asked(found, role)
    explained = asked if sees_floor(by) else roles_asked(blind(found), role)
    reason = quotation.off_reason or off_reason
    submission.check(
        count=len(quotation.lines), unpriced=[f"{one.seq} {one.name}" for one in quotation.unpriced],
        valid_until=quotation.valid_until, today=today, asked=bool(explained), off_reason=reason,
        relisted=() if fresh else relisted_words(quotation.lines, changed),
    )  # fmt: skip
    quotation.explain(reason)
    for line in quotation.lines:
        if line.seq in changed:
            line.take_list(changed[line.seq])
    if asked:
        return approvals.submit(subject_of(QUOTATION), quotation, answer=answer, by=by, at=at)
    salt = secrets.token_hex(16)
    quotation.approve(fingerprint(quotation, salt), at=at, salt=salt)
    replace_older(quotation, at=at)
    return None


def fingerprint(quotation: Quotation, salt: str) -> str:
    """Return the SHA-256 of exactly this content."""
    return content.fingerprint(content.canonical(content.plain(freeze(quotation))), salt)


def freeze(quotation: Quotation) -> Mapping[str, Any]:
    """Return all that is agreed to: every figure and word that the customer or an approver reads."""
    return {name: getattr(quotation, name) for name in FROZEN} | {
        "lines": [
            {name: getattr(one, name) for name in LINE}
            | {"share": one.share, "gross": one.gross, "tax": one.tax}
            for one in quotation.lines
        ]
    }


def shows(frozen: Mapping[str, Any], quotation: Quotation, user: User) -> Mapping[str, Any]:
    """Return what of the frozen content a person is shown: the floors are for finance and the director."""
    if sees_floor(user):
        return frozen
    lines = [
        {name: value for name, value in one.items() if name != "floor_price"}
        for one in frozen.get("lines", ())
    ]
    return {**frozen, "lines": lines}


def way(quotation: Quotation, submitter: User, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    """Return the seats that a submission takes, by the borders in force."""
    asked = roles_asked(judged(quotation), quotation.owner.role)
    return route(asked, submitter_role=quotation.owner.role, vacant=vacant)


def asks() -> set[Role]:
    """Return the roles that some quotation is agreed to by: without a price list there is nothing but what has none."""
    return {Role.SUPERVISOR, Role.DIRECTOR, Role.FINANCE} if has_prices() else {Role.SUPERVISOR}


def submitted(quotation: Quotation, approval: Approval, *, by: User, at: datetime) -> None:
    """Put the quotation into approval."""
    quotation.enter_approval(at=at)


def ended(quotation: Quotation, approval: Approval, *, by: User | None, at: datetime) -> None:
    """Agree to the quotation, or let it be changed again."""
    if quotation.status != rules.Status.APPROVING:
        return
    if approval.outcome == Outcome.APPROVED:
        quotation.approve(approval.sha256, at=at)
        replace_older(quotation, at=at)
    else:
        quotation.back_to_draft(at=at)
