"""The mail of the day's work, as plain text in one person's language (R33, R3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from salesapp.home.today.queries import Late
from salesapp.web import clock, formats
from salesapp.words import gettext as _
from salesapp.words import ngettext
from salesapp.work.kinds.rules import Column
from salesapp.work.rules import Day, Todo

SHOWN = 30  # lines of a section; the page has the rest


def subject(day: Day, behind: Sequence[Late], now: datetime) -> str:
    """Return the subject: the day, how much is overdue, how much there is."""
    words = _("Due today · %(day)s", day=formats.short_day(now))
    if day.count:
        words += " · " + ngettext("%(num)d item", "%(num)d items", day.count)
    overdue = day.overdue or sum(row.total for row in behind)
    return words + (" · " + _("%(count)s overdue", count=overdue) if overdue else "")


def body(
    name: str, day: Day, behind: Sequence[Late], columns: Sequence[Column], now: datetime, base_url: str
) -> str:
    """Return the text: what is overdue, what is due today, what waits for a decision, what is overdue in the team."""
    late = [todo for todo in day.own if todo.overdue]
    today = [todo for todo in day.own if not todo.overdue]
    parts = [_("%(name)s, this is your %(day)s.", name=name, day=formats.day(clock.local(now).date()))]
    for title, todos in (
        (_("Overdue"), late), (_("Due today"), today), (_("Waiting for you"), day.waiting),
    ):  # fmt: skip
        if todos:
            parts.append("\n".join(_section(title, todos, base_url)))
    parts += [f"{rest.words}\n{base_url}{rest.url}" for rest in day.rest]
    if behind:
        parts.append("\n".join(_team(behind, columns, base_url)))
    parts.append(_("Everything on one page: %(url)s", url=f"{base_url}/"))
    return "\n\n".join(parts) + "\n"


def _section(title: str, todos: Sequence[Todo], base_url: str) -> Iterator[str]:
    yield f"【{title}】{len(todos)}"
    for todo in todos[:SHOWN]:
        grade = f"[{todo.grade}] " if todo.grade else ""
        facts = (grade + todo.title, todo.due_words or formats.short_moment(todo.due_at), todo.detail)
        yield "- " + " · ".join(" ".join(str(fact).split()) for fact in facts if fact)
        yield f"  {base_url}{todo.url}"
    if len(todos) > SHOWN:
        yield "- " + _("and %(count)s more", count=len(todos) - SHOWN)


def _team(behind: Sequence[Late], columns: Sequence[Column], base_url: str) -> Iterator[str]:
    yield f"【{_('Overdue in the team')}】{sum(row.total for row in behind)}"
    for row in behind:
        for column, count in zip(columns, row.counts, strict=True):
            if count:
                yield f"- {row.name} · {column.label} {count}"
                yield f"  {base_url}{column.records(row.user_id)}"
