"""The decision on a file, read: its rounds, whether one runs, who is asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from salesapp.accounts.models import User
from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.db import db
from salesapp.opportunities.decisions.rules import lacks_agreement
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import FILE, Status
from salesapp.policies.queries import policy

_PRINCIPAL = aliased(User)


def load(opportunity_id: int) -> Opportunity | None:
    """Return one opportunity, whoever asks."""
    return db.session.get(Opportunity, opportunity_id)


def latest(opportunity: Opportunity) -> Approval | None:
    """Return the latest round of a file."""
    return approvals.latest(FILE, opportunity.id)


def rounds(opportunity: Opportunity) -> Sequence[Approval]:
    """Return all rounds of a file, the latest first."""
    return approvals.rounds_of(FILE, opportunity.id)


def waits_for_director(opportunity: Opportunity | None) -> bool:
    """Tell whether an open opportunity of grade S still lacks the agreement that the setting asks for."""
    if opportunity is None or opportunity.status != Status.OPEN:
        return False
    return lacks_agreement(opportunity.grade, opportunity.decision, director_too=policy("file_s_director"))


def signed(opportunity_id: int) -> Sequence[Seat]:
    """Return who decided in the latest round of a file, in their own step, in the order of their decisions."""
    round_ = approvals.latest(FILE, opportunity_id)
    return [s for s in round_.decided if not s.superseded and not s.added_by_id] if round_ else []


def opened_by(opportunity_id: int) -> str:
    """Return who opened a file, and so signed it; another owner since then signed nothing."""
    query = select(User.name).join(Opportunity, Opportunity.created_by_id == User.id)
    return db.session.scalars(query.where(Opportunity.id == opportunity_id)).one()


def last_word() -> tuple[ColumnElement[str | None], ColumnElement[str | None]]:
    """Return for whom the person decided who put the word on a file, if not for themselves, and what they said."""
    return _last_word(_PRINCIPAL.name, "principal"), _last_word(Decision.comment, "decision_said")


def _last_word(column: InstrumentedAttribute, name: str) -> ColumnElement[str | None]:
    query = select(column).select_from(Decision).join(Seat, Seat.id == Decision.seat_id)
    query = query.join(Approval, Approval.id == Seat.approval_id)
    query = query.outerjoin(_PRINCIPAL, _PRINCIPAL.id == Decision.for_id)
    query = query.where(Approval.subject_type == FILE, Approval.subject_id == Opportunity.id)
    query = query.where(Decision.by_id == Opportunity.decision_by_id)
    return query.order_by(Decision.id.desc()).limit(1).scalar_subquery().label(name)
