"""Which agreement ends a contract early, where one took the place of another. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from salesapp.contracts.amendments.rules import Kind


def first_of(in_force: Iterable[Any]) -> Any:
    """Return the first of the early endings that are the last of what is in force: it kept what was before; else nothing."""
    endings = list(takewhile(lambda each: each.kind == Kind.ENDING, reversed([*in_force])))
    return endings[-1] if endings else None
