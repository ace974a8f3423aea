"""The lines of the day about first contacts (R3, R14)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Row

from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.prospecting.work.queries import FIRST_CONTACT
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _
from salesapp.words import ngettext
from salesapp.work.rules import Todo


def first_contact(row: Row, now: datetime) -> Todo:
    """Return the line of whoever is to call first."""
    today = clock.local(now).date()
    due_on = clock.local(row.due_at).date() if row.due_at else today
    url = address("prospects.show", prospect_id=row.subject_id)
    name, called = row.facts["name"], _time(row)
    title = (
        _("Contact again: %(name)s", name=name)
        if row.facts.get("again")
        else _("First contact: %(name)s", name=name)
    )
    return Todo(
        due_at=called or clock.at(due_on, 23, 59), kind=FIRST_CONTACT, title=title,
        detail=" · ".join(part for part in (row.facts["person"], row.facts["list"]) if part), url=url,
        action_label=_("Contact them"), action_url=url, overdue=is_late(due_on, today), soon=due_on == today,
        due_words=_words(due_on, called, now), at=called,
    )  # fmt: skip


def _time(row: Row) -> datetime | None:
    return clock.local(datetime.fromisoformat(row.facts["at"])) if row.facts.get("at") else None


def _words(due_on: date, called: datetime | None, now: datetime) -> str:
    """Return how near a call is, with its time while its day has not passed."""
    words = due_in_workdays(due_on, now)
    return f"{words} {called:%H:%M}" if called and not is_late(due_on, clock.local(now).date()) else words


def of_a_day(count: int) -> tuple[str, str]:
    """Return how many first contacts a day asks for that have no time of their own, and where they are made."""
    words = ngettext("%(num)d company to contact", "%(num)d companies to contact", count)
    return words, address("prospects.index", scope="mine", result="todo")


def more(count: int) -> tuple[str, str]:
    """Return the words and the address of what is due beyond the lines of a day."""
    return _("%(count)s more first contacts", count=count), address(
        "prospects.index", scope="mine", result="todo"
    )
