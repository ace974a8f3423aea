"""The first page of the day as plain values: figures, lists, the team; which role sees which, `access.SHOWN` says (R2, R3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from salesapp.home.today.access import Shown
from salesapp.home.today.queries import Late
from salesapp.web.drawn import drawn, macro_of, way
from salesapp.web.figures import Figure
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Column
from salesapp.work.rules import OVERDUE, Day, Kinds, Todo, only

#: Where home's own figures stand among those that capabilities declare.
FIRST, MIDDLE = 0, 20
#: The template of one line.
LINE = "home/today/_todo.html"


@dataclass(frozen=True, slots=True)
class Work:
    """The lines that the address asks for: all of the day, or those behind one figure."""

    day: Day
    show: str | None
    label: Any


@dataclass(frozen=True, slots=True)
class Team:
    """What is overdue, by person and kind of work."""

    rows: Sequence[Late]
    columns: Sequence[Column]

    @property
    def overdue(self) -> int:
        """How much is overdue in the whole team."""
        return sum(row.total for row in self.rows)


def own_figures(shown: Shown, day: Day, team: Team) -> Iterator[tuple[int, Figure]]:
    """Yield the figures over all kinds of work: what is overdue, what waits for a word, how the team keeps up."""
    if not shown.works:
        return
    url = url_for("today.index", show=OVERDUE) if day.overdue else ""
    late = _("What stands in this day and is past its time; approvals and hand-offs that wait for me too.")
    yield FIRST, Figure(day.overdue, _("Overdue"), url, late=bool(day.overdue), counted=late)
    if shown.team:
        late = _("What is overdue of everybody in the team, by kind in the table below.")
        words = _("Overdue in the team")
        yield MIDDLE, Figure(team.overdue, words, "#team", late=bool(team.overdue), counted=late)
    elif shown.kept:
        words = _("Followed up in time this month")
        made = _(
            "Of one's follow-ups due this month, those made within their week or by their day; missed ones count as due."
        )
        yield (
            MIDDLE,
            Figure(
                "…",
                words,
                url_for("opportunities.follow_ups"),
                later=url_for("performance.kept"),
                counted=made,
            ),
        )
    else:
        for_me = _("Approvals, hand-offs and requests that I decide, receive or answer.")
        url = "#waiting" if day.waiting else ""
        yield MIDDLE, Figure(len(day.waiting), _("Waiting for me"), url, counted=for_me)


def lines(todos: Iterable[Todo], csrf: str, back: str) -> Markup:
    """Return lines of work as they stand in the day, in the reader's language; ``back`` is where a tap leads back to.

    A line is drawn anew that sends a token, or tells the hours as they pass.
    """
    how, draw = way("todo_line"), macro_of(LINE, "todo_line")
    pieces: list[Markup] = []
    for todo in todos:
        piece = todo.drawn.get(how)
        if piece is None:
            if todo.one_tap or todo.due_words is None:
                piece = draw(todo, csrf, back)
            else:
                piece = todo.drawn[how] = drawn(LINE, "todo_line", todo)
        pieces.append(piece)
    return Markup("".join(pieces))


def in_place(figures: Iterable[tuple[int, Figure]]) -> list[Figure]:
    """Return figures in the order of their places."""
    return [figure for _place, figure in sorted(figures, key=lambda each: each[0])]


def asked(day: Day, show: str | None, kinds: Mapping[str, Kinds]) -> Work:
    """Return the lines behind the figure that the address names, and the name of that figure."""
    names = {OVERDUE: _l("Overdue"), **{name: each.label for name, each in kinds.items()}}
    return Work(only(day, show, kinds), show, names.get(show or "", show))
