"""What pages show of proposals: one version with its arithmetic, what an opportunity and a customer have, what a form reckons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.numbers import is_share
from salesapp.chinese.texts import enumerated
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.forms.f05 import CHANNELS
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status as Ending
from salesapp.proposals import access, queries, rules
from salesapp.proposals.models import Proposal
from salesapp.proposals.queries import Line
from salesapp.proposals.value import rules as value
from salesapp.proposals.value.rules import KIND_LABELS, Kind, Point
from salesapp.refusals import Refusal
from salesapp.web.hits import Hit


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a version, in words."""

    pain: str
    point: str
    kind: str
    metric: str
    now: str
    expected: str
    change: str
    basis: str
    arithmetic: str
    yearly: Decimal | None


def shown(points: Sequence[Point]) -> list[Shown]:
    """Put the lines of a version into words."""
    return [_shown(point) for point in points]


def _shown(point: Point) -> Shown:
    unit = point.unit or ""
    return Shown(
        pain=point.pain or "", point=point.point or "", kind=str(KIND_LABELS[Kind(point.kind)]) if point.kind else "",
        metric=point.metric or "", now=_figure(point.now, unit), expected=_figure(point.expected, unit),
        change=value.change_words(point), basis=point.basis or "", arithmetic=value.arithmetic(point),
        yearly=value.yearly(point),
    )  # fmt: skip


def _figure(number: Decimal | None, unit: str) -> str:
    if number is None:
        return ""
    gap = "" if is_share(unit) or not unit else " "
    return f"{value.plain(number)}{gap}{unit}"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What stands in a form so far, reckoned: the arithmetic of each line, and their sum."""

    lines: Sequence[str]
    total: Decimal | None
    refusal: str = ""


def reckoned(points: Sequence[Point]) -> Reckoned:
    """Reckon what somebody types; where a line does not hold together yet, say the first thing that it lacks."""
    try:
        value.check_points(points)
    except Refusal as refused:
        return Reckoned((), None, str(refused))
    lines = [words for words in map(value.arithmetic, points) if words]
    return Reckoned(lines, value.total(points) if lines else None)


@dataclass(frozen=True, slots=True)
class Desk:
    """One version as a person meets it."""

    proposal: Proposal
    opportunity: Opportunity
    lines: Sequence[Shown]
    total: Decimal
    versions: Sequence[Line]
    files: Sequence[Any]
    way: str
    listeners: str
    case: str
    may_write: bool
    is_open: bool

    @property
    def may_change(self) -> bool:
        """Whether the draft may be worked on."""
        return self.may_write and self.is_open and self.proposal.is_draft

    @property
    def may_renew(self) -> bool:
        """Whether the next version may be begun from it: nothing is being written."""
        return (
            self.may_write
            and self.is_open
            and not any(one.status == rules.Status.DRAFT for one in self.versions)
        )


def desk(proposal: Proposal, user: User) -> Desk:
    """Return one version as a person meets it."""
    opportunity, lines = proposal.opportunity, proposal.lines
    return Desk(
        proposal=proposal, opportunity=opportunity, lines=shown(lines), total=value.total(lines),
        versions=queries.of_opportunity(opportunity.id),
        files=attachments.of("proposal", proposal.id), may_write=access.may_write(opportunity.id, user),
        way=str(dict(CHANNELS).get(proposal.presented_way or "", "")), case=case_words(proposal),
        listeners=enumerated(one.contact.name for one in proposal.listeners),
        is_open=opportunity.status == Ending.OPEN,
    )  # fmt: skip


def case_words(proposal: Proposal) -> str:
    """Return the case that proves a version, with its figure."""
    item = proposal.case
    return " · ".join(filter(None, (item.name, item.figure))) if item is not None else ""


def hits(term: str, user: User, limit: int) -> list[Hit]:
    """Return the versions that the search for everything finds by their name."""
    return [
        Hit(
            row.title,
            f"{rules.version_words(row.major, row.minor)} · {row.number} · {row.customer}",
            row.number,
            row.id,
        )
        for row in queries.hits(term, user, limit)
    ]
