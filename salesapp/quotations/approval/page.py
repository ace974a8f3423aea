"""A quotation's approval as its pages show it: what approvers read, the way, what keeps it from being submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals.content.rules import objection
from salesapp.approvals.flow.page import rounds_shown
from salesapp.approvals.models import Approval
from salesapp.approvals.objections.page import said_by
from salesapp.approvals.page import preview
from salesapp.approvals.route.rules import route, route_words
from salesapp.approvals.subjects.rules import Described, Letter, subject_of
from salesapp.chinese.capitals import in_capitals
from salesapp.quotations import access
from salesapp.quotations.approval import queries
from salesapp.quotations.approval.rules import relisted_words
from salesapp.quotations.authority.queries import judged
from salesapp.quotations.authority.rules import (
    LEVEL_LABELS,
    Finding,
    blind,
    deepest,
    off_words,
    reasons,
    roles_asked,
)
from salesapp.quotations.lines.queries import relisted
from salesapp.quotations.models import Quotation
from salesapp.quotations.page import LineRow, line_rows
from salesapp.quotations.products.access import sees_floor
from salesapp.quotations.rules import QUOTATION, Status
from salesapp.rights.rules import ROLE_LABELS
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


def describe(quotation: Quotation) -> Described:
    """Return a quotation as approvers see it before they open it."""
    return Described(
        number=quotation.label, title=quotation.opportunity.name,
        customer=quotation.customer.short_name or quotation.customer.full_name, amount=quotation.gross,
        owner_id=quotation.owner_id, owner=quotation.owner.name, team_id=quotation.owner.team_id, mark=mark(quotation),
        url=address("quotations.show", quotation_id=quotation.id),
    )  # fmt: skip


def mark(quotation: Quotation) -> str:
    """Say in a word what asks for attention: the deepest discount, what is given away, and that it lies below a floor."""
    found = judged(quotation)
    gifts = {line.seq for line in quotation.lines if line.gift}
    offs = [one.off for one in found if one.off is not None and one.no not in gifts]
    told = [off_words(max(offs))] if offs and max(offs) > 0 else []
    if gifts:
        told.append(_("with a gift"))
    if any(one.below_floor for one in found):
        told.append(_("below the floor price"))
    return _(", ").join(told)


def letter(quotation: Quotation) -> Letter:
    """Return a quotation as mails name it."""
    lines = [
        f"{_('Total')}: ¥{yuan(quotation.gross)}",
        *reasons(judged(quotation), quotation.owner.role)[:10],
    ]
    return Letter(f"{quotation.label} {quotation.customer.full_name}", lines)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What an approver reads before deciding."""

    quotation: Quotation
    facts: Sequence[tuple[str, Any]]
    reasons: Sequence[str]
    rows: Sequence[LineRow]
    #: Whether list and floor prices stand beside the lines.
    sees_floor: bool


def to_decide(quotation: Quotation, user: User) -> ToDecide:
    """Return what an approver reads before deciding: the sum, what is off, why, and every line."""
    found = judged(quotation)
    facts = [
        (_("Total"), f"¥{yuan(quotation.gross)}"), (_("In capitals"), in_capitals(quotation.gross)),
        (_("Customer"), quotation.customer.full_name), (_("Opportunity"), quotation.opportunity.name),
        (_("The whole"), whole_words(found)), (_("Reason for the discount"), quotation.off_reason),
        (_("Quotation valid until"), iso(quotation.valid_until)), (_("Delivery time"), quotation.delivery_cycle),
        (_("Terms of payment"), quotation.payment_terms), (_("Warranty"), quotation.warranty),
    ]  # fmt: skip
    rows = line_rows(quotation, user)
    return ToDecide(
        quotation,
        facts,
        reasons(found, quotation.owner.role, floors=sees_floor(user)),
        rows,
        any(one.floor for one in rows),
    )


def whole_words(found: Sequence[Finding]) -> str:
    """Write the discount on the whole."""
    whole = next((one for one in found if one.no == 0), None)
    return off_words(whole.off) if whole else "/"


@dataclass(frozen=True, slots=True)
class Needs:
    """Who must agree to a quotation as it stands, and for which lines; nobody where its owner may give it.

    ``whole`` and ``level`` say it of the whole, ``reasons`` line by line.
    """

    asked: bool
    level: Any
    whole: str
    reasons: Sequence[str]
    #: Of which lines the list says something else now: they are judged by that.
    relisted: Sequence[str] = ()
    #: Whether the floors are looked at only once it is submitted, since this person does not see them.
    floors_later: bool = False
    #: The way that it would go, where the engine is not asked: without the floors.
    way: str = ""


def needs(quotation: Quotation, user: User) -> Needs:
    """Return who must agree to a quotation as it stands, by the list of today; the floors count for who sees them."""
    changed, role, sees = relisted(quotation.lines, clock.today()), quotation.owner.role, sees_floor(user)
    found = judged(quotation, changed)
    found = found if sees else blind(found)
    asked = roles_asked(found, role)
    way = route_words((seat.seq, str(ROLE_LABELS[seat.role])) for seat in route(asked, submitter_role=role))
    return Needs(
        bool(asked), LEVEL_LABELS[deepest(found)], whole_words(found),
        reasons([one for one in found if one.no], role), relisted_words(quotation.lines, changed),
        not sees and any(one.floor_price is not None for one in quotation.lines), way,
    )  # fmt: skip


def _route(quotation: Quotation, needed: Needs | None) -> str:
    """Return the way of a draft: as the engine would go, or, where floors are only looked at later, as far as it is known."""
    if needed is None or needed.relisted:
        return ""
    return needed.way if needed.floors_later else preview(subject_of(QUOTATION), quotation)


def shown(quotation: Quotation, user: User) -> dict[str, Any]:
    """Return what the page of a quotation shows of its approval."""
    rounds = queries.rounds(quotation)
    draft = quotation.status == Status.DRAFT
    needed = needs(quotation, user) if draft else None
    return {
        "rounds": rounds_shown(rounds, clock.now()),
        "approval_id": rounds[0].id if rounds else None,
        "needs": needed,
        "route": _route(quotation, needed),
        "objected": _objected(rounds) if draft else "",
        "may_submit": draft and access.may_keep(quotation, user),
    }


def _objected(rounds: Sequence[Approval]) -> str:
    """Return what was said where the last round was stopped: the next submission answers it."""
    stopped = objection(rounds)
    decision = stopped.decided[-1].decision if stopped and stopped.decided else None
    return said_by(decision) if decision else ""
