"""Pieces of pages drawn once: most lines of a page look as they did a moment ago.

What a piece shows is in its values, so the values are the key, beside the language and the day; what is a person's own (the
token of a form) is filled in. A change of settings or dictionaries draws everything anew.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from flask import current_app, has_request_context, request
from markupsafe import Markup

from salesapp.web import cache, clock
from salesapp.words import spoken

MOST = 10_000  # pieces of less than 1 KB in a process
#: Stands for the token while a piece is drawn: a sign that no word of ours and no name has.
TOKEN = Markup("\ue000token\ue001")


def drawn(template: str, macro: str, *values: Hashable) -> Markup:
    """Return what a macro draws of some values."""
    kept: dict[Hashable, Markup] = cache.stamped("web.drawn", dict)
    root = request.script_root if has_request_context() else ""
    key = (template, macro, values, spoken(), clock.today(), root)
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST:
            kept.clear()
        module: Any = current_app.jinja_env.get_template(template).module
        kept[key] = found = getattr(module, macro)(*values)
    return found


def with_token(piece: Markup, token: str) -> Markup:
    """Return a piece that was drawn with :data:`TOKEN`, with the token of this page."""
    return Markup(str(piece).replace(TOKEN, token))
