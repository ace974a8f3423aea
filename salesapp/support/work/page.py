"""The lines of the day about support: asked of me, mine that is late, answers to read (R3, R9)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row

from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.support.rules import Status
from salesapp.support.work.queries import ANSWER, ASKED, LATE
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def asked(row: Row, now: datetime) -> Todo:
    """Return the line of whoever is asked."""
    detail = _("%(name)s asks", name=row.facts["asker"])
    return _line(row, now, ASKED, row.facts["what"], detail, _("Answer"))


def late(row: Row, now: datetime) -> Todo:
    """Return the line of the asker whose request nobody has answered in time."""
    who = row.facts["helper"] or str(ROLE_LABELS[Role(row.facts["role"])])
    detail = _("%(who)s has not answered yet", who=who)
    return _line(row, now, LATE, row.facts["what"], detail, _("Look"))


def answered(row: Row, now: datetime) -> Todo:
    """Return the line that tells the asker what became of it."""
    state = Status(row.facts["status"])
    title = _("%(state)s: %(what)s", state=state.label, what=row.facts["what"])
    return _line(row, now, ANSWER, title, row.facts["answer"] or "", _("Read it"))


def _line(row: Row, now: datetime, kind: str, title: str, detail: str, label: str) -> Todo:
    today = clock.local(now).date()
    due_on = clock.local(row.due_at).date() if row.due_at else today
    url = address("support.show", request_id=row.subject_id)
    about = row.facts["customer"] or row.facts["about"]
    return Todo(
        due_at=clock.at(due_on, 23, 59), kind=kind, title=title, detail=" · ".join(part for part in (detail, about) if part),
        url=url, action_label=label, action_url=url, overdue=is_late(due_on, today),
        soon=due_on == today and row.due_at is not None, due_words=due_in_workdays(due_on, now), waiting=row.waiting,
    )  # fmt: skip
