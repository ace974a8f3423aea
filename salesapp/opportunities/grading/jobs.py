"""Grades that follow the calendar: they are suggested again each night as the dates near (R28)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from salesapp.calendar.lateness.rules import is_late
from salesapp.db import db, reading
from salesapp.opportunities.grading import actions
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.parts import in_parts
from salesapp.web import clock


def resuggest(*, at: datetime) -> int:
    """Suggest the grade of every open opportunity again as its date nears; return how many changed.

    The confirmed grade stays until a person changes it. Where the expected date has passed, a new one is asked for.
    A second run on the same day changes nothing.
    """
    today = clock.local(at).date()
    with reading():
        rows = _open()
    stale = [row.id for row in rows if _differs(row, today)]
    passed = [row.id for row in rows if row.redate_since is None and is_late(row.expected_close_on, today)]

    def suggest(ids: Sequence[int]) -> int:
        for opportunity in _these(ids):
            opportunity.resuggest(actions.suggest(opportunity, today), at=at)
        return len(ids)

    def ask(ids: Sequence[int]) -> int:
        for opportunity in _these(ids):
            opportunity.ask_for_date(at=at)
        return len(ids)

    in_parts(passed, ask)
    return in_parts(stale, suggest)


def _these(ids: Sequence[int]) -> Sequence[Opportunity]:
    query = select(Opportunity).where(Opportunity.id.in_(ids), Opportunity.status == Status.OPEN)
    return db.session.scalars(query.order_by(Opportunity.id)).all()


def _open():
    scored = Opportunity.budget_score, Opportunity.chain_score, Opportunity.urgency_score
    query = select(
        Opportunity.id, *scored, Opportunity.amount, Opportunity.expected_close_on, Opportunity.amount_score,
        Opportunity.total_score, Opportunity.suggested_grade, Opportunity.redate_since,
    ).where(Opportunity.status == Status.OPEN)  # fmt: skip
    return db.session.execute(query).all()


def _differs(row, today: date) -> bool:
    scores = (row.budget_score, row.chain_score, row.urgency_score)
    found = actions.suggested(scores, row.amount, row.expected_close_on, today)
    now = (row.amount_score, row.total_score, row.suggested_grade)
    return (found.amount_score, found.total, found.grade) != now
