"""The figures that stand on top of somebody's day, each with where it leads: declared by whoever counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.rights.rules import Role


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the number, its words, where it leads, and whether it asks for attention."""

    number: Any
    words: str
    url: str = ""
    unit: str = ""
    late: bool = False
    later: str = ""  # where the number is fetched from after the page, where counting it takes long


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that one capability counts: whose day they stand in and where, and ``of(user, now, day)``."""

    position: int
    roles: frozenset[Role]
    of: Callable[[Any, datetime, Any], Iterable[Figure]]
