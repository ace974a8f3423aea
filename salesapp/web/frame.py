"""What stands around every page: menu, search, keys, the scripts' words; drawn once and kept in the process.

It is the same for everybody of a role who reads in a language and stands at a place of the menu. Only what is a person's
own (name, team, the page's token, what waits at each place) is filled in for each page.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask_login import current_user
from markupsafe import Markup

from salesapp import words
from salesapp.web.holes import Holes, fill, split

PARTS = ("rail", "search", "phone_menu", "bar", "tail")


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a frame as they are kept: text, and between it the names of what is filled in."""

    parts: Mapping[str, tuple[str, ...]]

    def fill(self, part: str, values: Mapping[str, Any]) -> Markup:
        """Return a part with a person's own values in it; a count that is not given is none."""
        return fill(self.parts[part], values)


def frame(nav: str) -> Frame:
    """Return the frame of the present person's role and language at a place of the menu."""
    kept = current_app.extensions.setdefault("salesapp.frames", {})
    key = (request.script_root, current_user.role, words.spoken(), nav)
    found = kept.get(key)
    if found is None:
        kept[key] = found = _draw(nav)
    return found


def _draw(nav: str) -> Frame:
    module = current_app.jinja_env.get_template("layout/_frame.html").module
    return Frame({name: split(str(getattr(module, name)(nav, Holes()))) for name in PARTS})


@functools.lru_cache(2048)
def _number(words_of: Any, count: int) -> Markup:
    module: Any = current_app.jinja_env.get_template("layout/_nav.html").module
    return module.waits(count)


def filled(nav: str, values: Mapping[str, Any], waiting: Mapping[str, int]) -> Mapping[str, Markup]:
    """Return the parts of the frame for one page: a person's own values, and how many things wait at each place."""
    of = frame(nav)
    counts = {f"waits {key}": _number(words.spoken(), count) for key, count in waiting.items() if count}
    return {part: of.fill(part, {**values, **counts}) for part in PARTS}
