"""What pages show of objections: the list, one with its answers and those of the bank that fit, how much each resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.documents.attachments import queries as attachments
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.playbook.dictionaries.queries import dictionary, label
from salesapp.playbook.objections import queries as bank
from salesapp.playbook.objections.models import ObjectionAnswer
from salesapp.playbook.objections.rules import METHODS
from salesapp.proposals import access
from salesapp.proposals.objections import queries
from salesapp.proposals.objections.models import CustomerObjection, ObjectionReply
from salesapp.proposals.objections.queries import KINDS, Row
from salesapp.proposals.objections.rules import METHOD_LABELS, Share, State, best_first
from salesapp.web import clock
from salesapp.web.formats import due_words, short_moment
from salesapp.words import gettext as _

#: How many answers of the bank a page offers.
OFFERED = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One objection in a list, in words."""

    id: int
    words: str
    aside: str
    state: State
    when: str
    late: bool
    opportunity_id: int
    points: str


def lines(rows: Sequence[Row], now: datetime, *, about: bool = False) -> list[Line]:
    """Put the rows of a list into words; ``about``: for whose sake, too."""
    return [_line(row, now, about=about) for row in rows]


def _line(row: Row, now: datetime, *, about: bool) -> Line:
    aside = [row.kind_words, row.contact or ""]
    if about:
        aside = [row.customer, row.opportunity, row.owner, *aside]
    late = row.is_pending and row.next_on is not None and is_late(row.next_on, clock.local(now).date())
    when = due_words(row.next_on, now) if row.is_pending and row.next_on is not None else ""
    return Line(
        id=row.id, words=row.words, aside=" · ".join(filter(None, aside)), state=row.state, when=when, late=late,
        opportunity_id=row.opportunity_id, points=row.last_points or "",
    )  # fmt: skip


# ----------------------------------------------------------------------------------- one objection


@dataclass(frozen=True, slots=True)
class Told:
    """One answer that was given."""

    method: str
    points: str
    state: State
    who: str
    when: str
    evidence: str
    evidence_id: int
    files: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer of the bank, and how much it resolved."""

    id: int
    method: str
    objection: str
    answer: str
    share: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One objection as a person meets it."""

    objection: CustomerObjection
    opportunity: Opportunity
    kind: str
    told: Sequence[Told]
    offers: Sequence[Offer]
    may_answer: bool
    when: str
    late: bool


def desk(objection: CustomerObjection, user: User, now: datetime) -> Desk:
    """Return one objection as a person meets it."""
    opportunity, next_on = objection.opportunity, objection.next_on
    open_one = opportunity.status == Status.OPEN
    writes = open_one and access.may_write(opportunity.id, user)
    return Desk(
        objection=objection, opportunity=opportunity, kind=label(KINDS, objection.kind),
        told=[_told(reply) for reply in objection.replies], offers=offers(objection.kind) if writes else (),
        may_answer=writes, when=due_words(next_on, now) if next_on and open_one else "",
        late=bool(next_on) and open_one and objection.is_pending and is_late(next_on, clock.local(now).date()),
    )  # fmt: skip


def _told(reply: ObjectionReply) -> Told:
    return Told(
        method=str(METHOD_LABELS[reply.method]), points=reply.points, state=State(reply.state), who=reply.by.name,
        when=short_moment(reply.at), evidence=reply.evidence.name if reply.evidence else "",
        evidence_id=reply.evidence_id or 0, files=attachments.of("objection_reply", reply.id),
    )  # fmt: skip


def offers(kind: str) -> list[Offer]:
    """Return the answers of the bank to a type of objection, those that resolved most first."""
    found, shares = {one.id: one for one in bank.answers(kind=kind)}, queries.shares()
    return [
        _offer(found[number], shares.get(number, Share())) for number in best_first(found, shares)[:OFFERED]
    ]


def _offer(one: ObjectionAnswer, share: Share) -> Offer:
    return Offer(one.id, str(METHODS[one.method]), one.objection, one.answer, share_words(share))


def share_words(share: Share) -> str:
    """Return how much an answer resolved, in words."""
    if share.rate is None:
        return _("not used yet")
    return _("resolved %(resolved)s of %(used)s (%(rate)s%%)", resolved=share.resolved, used=share.used,
             rate=round(share.rate))  # fmt: skip


def of_answer(answer_id: int, user: User) -> str:
    """Return how much one answer of the bank resolved; its page lists many, and they are asked for once."""
    kept = g.get("answer_shares")
    if kept is None:
        kept = g.answer_shares = queries.shares()
    return share_words(kept.get(answer_id, Share()))


def kinds_of(user: User) -> list[tuple[str, str, Share]]:
    """Return each type with how many objections one sees and how many of them are resolved, the commonest first."""
    found = queries.by_kind(user)
    rows = [(word.code, word.label, found.get(word.code, Share())) for word in dictionary(KINDS)]
    return sorted(rows, key=lambda row: -row[2].used)
