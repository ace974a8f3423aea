"""Visits on which a supervisor came along, counted by person (R67)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.activities.visits import access
from salesapp.activities.visits.calendar.rules import View, span
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.coaching.rules import Coached, coached
from salesapp.activities.visits.models import Visit
from salesapp.db import db
from salesapp.web import clock


def of_month(user: User, on: date) -> list[Coached]:
    """Count the accompanied visits of a month of everybody whom a person looks after."""
    first = on.replace(day=1)
    last = span(View.MONTH, on).after
    accompanied = select(VisitCompanion.visit_id).where(VisitCompanion.coaches)
    query = (
        select(User.id, User.name, Visit.status, func.count())
        .join(User, User.id == Visit.owner_id)
        .where(
            Visit.owner_id.in_(access.looks_after(user)), Visit.id.in_(accompanied), Visit.starts_at >= clock.at(first),
            Visit.starts_at < clock.at(last),
        )
        .group_by(User.id, User.name, Visit.status)
        .order_by(User.id)
    )  # fmt: skip
    return coached([(row[0], row[1], row[2], row[3]) for row in db.session.execute(query)])
