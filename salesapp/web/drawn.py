"""Pieces of pages drawn once: most lines of a page look as they did a moment ago.

What a piece shows is in its values, so the values are the key, beside the language and the day; what is a person's own (the
token of a form) is filled in. A change of settings or dictionaries draws everything anew.

The lines of lists are looked for even before they are made: see :func:`met` and :func:`all_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Protocol, TypeVar

from flask import current_app, has_request_context, request
from markupsafe import Markup
from sqlalchemy import Select

from salesapp.db import db
from salesapp.statements import Made, Stored, as_made, rows
from salesapp.web import cache, clock
from salesapp.words import spoken

T = TypeVar("T")
MOST = 10_000  # pieces of less than 1 KB in a process
MOST_MET = 5_000  # rows of one list in a process, each drawn in one or two ways of 2 KB
#: Stands for the token while a piece is drawn: a sign that no word of ours and no name has.
TOKEN = Markup("\ue000token\ue001")


def drawn(template: str, macro: str, *values: Hashable) -> Markup:
    """Return what a macro draws of some values."""
    kept: dict[Hashable, Markup] = cache.stamped("web.drawn", dict)
    key = (template, macro, values, spoken(), clock.today(), _root())
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = found = macro_of(template, macro)(*values)
    return found


def macro_of(template: str, macro: str) -> Callable[..., Markup]:
    """Return a macro of a template."""
    module: Any = current_app.jinja_env.get_template(template).module
    drawing: Callable[..., Markup] = getattr(module, macro)
    return drawing


def with_token(piece: Markup, token: str) -> Markup:
    """Return a piece that was drawn with :data:`TOKEN`, with the token of this page."""
    return Markup(str(piece).replace(TOKEN, token))


class Line(Protocol):
    """One line of a list, with how it was drawn: by macro, language and whatever else it was drawn with."""

    @property
    def drawn(self) -> dict[Any, Any]: ...


def met(name: str, columns: Stored, query: Select | Made, make: Callable[[Any], T], *by: Hashable) -> list[T]:
    """Return what is made of the rows that a query of some stored columns finds.

    A row that is as it was at the last look gives the very same line, with everything that was drawn of it. ``by`` is what
    else a line is made by, the day it may tell of above all.
    """
    store: dict[Hashable, dict[tuple, T]] = cache.stamped(f"{name}.met", dict)
    known = store.setdefault((spoken(), *by), {})
    if len(known) > MOST_MET:
        known.clear()
    found: list[T] = []
    for values in map(tuple, rows(*as_made(query)).all()):
        line = known.get(values)
        if line is None:
            known[values] = line = make(read(columns, values))
        found.append(line)
    return found


def read(columns: Stored, values: Iterable[Any]) -> Any:
    """Return a row of some stored columns with what its values mean."""
    return columns.read(tuple(values), db.session.get_bind().dialect)


def all_of(template: str, macro: str, lines: Iterable[Line], *how: Hashable) -> Markup:
    """Return lines one below the other, each as a macro draws it; those that were drawn so are not drawn again."""
    key = way(macro, *how)
    return Markup(
        "\n".join([line.drawn.get(key) or _draw(template, macro, line, key, how) for line in lines])
    )


def one_of(template: str, macro: str, line: Line, *how: Hashable) -> Markup:
    """Return one line, or a whole board, as a macro draws it; one that was drawn so is not drawn again."""
    key = way(macro, *how)
    return line.drawn.get(key) or _draw(template, macro, line, key, how)


def _draw(template: str, macro: str, line: Line, key: Hashable, how: tuple[Hashable, ...]) -> Markup:
    line.drawn[key] = piece = macro_of(template, macro)(line, *how)
    return piece


def way(macro: str, *how: Hashable) -> Hashable:
    """Return what a line is drawn by besides its values: the macro, the language, where the site stands."""
    return (macro, spoken(), _root(), *how)


def _root() -> str:
    return request.script_root if has_request_context() else ""
