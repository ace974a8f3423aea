"""The figures that stand on top of somebody's day, each with where it leads: declared by whoever counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.rights.rules import Role


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the number, its words, where it leads, how it is counted, and whether it asks for attention.

    It leads to exactly the records that it counts; ``counted`` says in one sentence which, ``rule`` whose step of the guide it
    belongs to (shown as the step's name).
    """

    number: Any
    words: str
    url: str = ""
    unit: str = ""
    late: bool = False
    later: str = ""  # where the number is fetched from after the page, where counting it takes long
    counted: str = ""
    rule: str = ""
    share: Any = None  # per cent, drawn as a bar


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that one capability counts: whose day they stand in and where, and ``of(user, now, day)``."""

    position: int
    roles: frozenset[Role]
    of: Callable[[Any, datetime, Any], Iterable[Figure]]
