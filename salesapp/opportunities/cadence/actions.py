"""Follow-ups move when the calendar or their rhythm changes (3.9, R30–R33)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import Moved, WorkCalendar
from salesapp.db import db
from salesapp.opportunities.access import visible_to
from salesapp.opportunities.cadence.models import in_force
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.web import clock
from salesapp.words import gettext as _


def follow_calendar(calendar: WorkCalendar, *, by: User, at: datetime) -> Iterator[Moved]:
    """Yield the follow-ups whose due date another calendar moves, and move them; what is overdue stays overdue."""
    today, policy = clock.local(at).date(), in_force()
    return _moved(
        today, lambda opportunity: opportunity.follow_calendar(calendar, today, policy), _seen_by(by)
    )


def follow_rules(*, by: User, at: datetime) -> Iterator[Moved]:
    """Yield the follow-ups whose due date another rhythm moves, and move them; what is overdue stays overdue (R30–R33)."""
    today, calendar, policy = clock.local(at).date(), work_calendar(), in_force()
    return _moved(today, lambda opportunity: opportunity.follow_rules(calendar, today, policy), _seen_by(by))


def _seen_by(user: User | None) -> set[int] | None:
    return (
        None if user is None else set(db.session.scalars(visible_to(user).with_only_columns(Opportunity.id)))
    )


def _moved(
    today: date, move: Callable[[Opportunity], date], seen: Collection[int] | None = None
) -> Iterator[Moved]:
    query = select(Opportunity).where(Opportunity.status == Status.OPEN, Opportunity.next_due_on >= today)
    for opportunity in db.session.scalars(query).unique().all():
        before = opportunity.next_due_on
        after = move(opportunity)
        if before is not None and after != before:
            yield Moved(
                what=_("Follow-up of %(name)s", name=opportunity.name), before=before, after=after,
                url=f"/opportunities/{opportunity.id}", owner=opportunity.owner.name,
                hidden=seen is not None and opportunity.id not in seen,
            )  # fmt: skip
