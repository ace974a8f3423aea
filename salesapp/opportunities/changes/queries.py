"""The moves and changed values of one customer's opportunities, or of one opportunity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, Select, literal, select, union_all

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.models import GradeChange, Opportunity, StageChange
from salesapp.web.story import About


def latest(about: About, *, size: int, before: datetime | None) -> Sequence[Row]:
    """Return the latest changes, newest first, each with who made it and the opportunity's name."""
    both = union_all(
        _rows(StageChange, literal("stage"), about, before),
        _rows(GradeChange, GradeChange.field, about, before),
    ).subquery()
    return db.session.execute(select(both).order_by(both.c.at.desc()).limit(size)).all()


def _rows(
    change: type[StageChange] | type[GradeChange], field, about: About, before: datetime | None
) -> Select:
    query = (
        select(
            change.at, field.label("field"), change.before, change.after, change.reason, User.name.label("by"),
            Opportunity.id.label("opportunity_id"), Opportunity.name,
        )
        .join(Opportunity, Opportunity.id == change.opportunity_id)
        .outerjoin(User, User.id == change.by_id)
    )  # fmt: skip
    if about.opportunity_id is not None:
        query = query.where(Opportunity.id == about.opportunity_id)
    else:
        query = query.where(Opportunity.customer_id == about.customer_id)
    return query.where(change.at < before) if before is not None else query
