"""What is the same many times over is drawn once, with a hole for every value, and only the values are filled in.

So are the frame around every page, and each of two hundred rows of an editor.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

#: What is filled in, while something is drawn: signs that no word of ours and no name has, around the name of the value.
_HOLE = "\ue000{}\ue001"
_HOLES = re.compile("\ue000(.*?)\ue001")


class Holes(dict[str, Markup]):
    """Stands for the values while something is drawn: each is a mark where it belongs."""

    def __missing__(self, name: str) -> Markup:
        return Markup(_HOLE.format(name))


def split(drawn: str) -> tuple[str, ...]:
    """Return the text of what was drawn, and between it the names of what is filled in."""
    return tuple(_HOLES.split(drawn))


_split = functools.lru_cache(16)(split)


def fill(pieces: tuple[str, ...], values: Mapping[str, Any]) -> Markup:
    """Put values where they belong; one that is not given is nothing."""
    told = {name: str(escape(value)) for name, value in values.items()}
    filled = list(pieces)
    filled[1::2] = [told.get(name, "") for name in pieces[1::2]]
    return Markup("".join(filled))


def filled(drawn: str, values: Mapping[str, Any], **more: Any) -> Markup:
    """Return what was drawn with its values in it, as a filter of templates."""
    return fill(_split(str(drawn)), {**values, **more})
