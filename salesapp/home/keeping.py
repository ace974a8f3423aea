"""The day of those who keep the house and of those who read its trail: figures, each with where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import case, func, select

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import OFFICIAL
from salesapp.db import db
from salesapp.schedule.queries import last_sign_of_life
from salesapp.trail.models import AuditEntry, AuditHead
from salesapp.web import clock, formats
from salesapp.words import gettext as _

JOBS_ARE_LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the number, its words, where it leads, and whether it asks for attention."""

    number: Any
    words: str
    url: str
    late: bool = False


def of(user: User, now: datetime) -> list[Figure]:
    """Return the figures of an administrator or an auditor; for everybody else none."""
    if user.role == "admin":
        return _house(now)
    return _trail(now) if user.role == "auditor" else []


def _house(now: datetime) -> list[Figure]:
    def counted(condition):
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    query = select(func.count(), counted(User.locked_until > now), counted(User.must_change_password))
    people, locked, first = db.session.execute(query.select_from(User).where(User.active)).one()
    year = clock.local(now).year + 1
    official = work_calendar().status(year) == OFFICIAL
    alive = last_sign_of_life()
    staff = url_for("people.index")
    return [
        Figure(people, _("People who may sign in"), staff),
        Figure(locked, _("Locked accounts"), staff, late=bool(locked)),
        Figure(first, _("First passwords not changed yet"), staff),
        Figure(
            year,
            _("Calendar follows the official notice") if official else _("Calendar still provisional"),
            url_for("calendar.index", year=year),
        ),
        Figure(
            formats.time_of(alive) or _("Never"),
            _("Background work last ran · %(day)s", day=formats.short_day(alive))
            if alive
            else _("Background work has not run"),
            url_for("health.readyz"),
            late=alive is None or now - alive > JOBS_ARE_LATE,
        ),
    ]


def _trail(now: datetime) -> list[Figure]:
    today = clock.local(now).date()
    total = db.session.scalar(select(AuditHead.seq).where(AuditHead.id == 1)) or 0
    query = select(func.count()).select_from(AuditEntry)
    fresh = db.session.scalar(query.where(AuditEntry.at >= clock.at(today)))
    check = select(func.max(AuditEntry.at)).where(AuditEntry.event == "audit_check")
    checked = db.session.scalar(check)
    return [
        Figure(total, _("Entries in the audit trail"), url_for("trail.index")),
        Figure(fresh, _("Entries today"), url_for("trail.index", since=today.isoformat())),
        Figure(
            formats.short_day(checked) or _("Never"),
            _("Chain last checked"),
            url_for("trail.index", event="audit_check"),
            late=checked is None,
        ),
    ]
