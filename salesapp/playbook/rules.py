"""For which industries a line of the playbook is meant: one division, a whole section, or all (GB/T 4754)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from salesapp.chinese import industries

T = TypeVar("T")


def offered() -> list[tuple[str, str]]:
    """Return every section and its divisions as choices: the code, and the name with its code."""
    known = sorted(industries.table().values(), key=lambda each: each.code)
    return [(each.code, each.shown) for each in known]


def distance(meant: str | None, industry: str | None) -> int | None:
    """Tell how near a line is to an industry: 0 its own division, 1 its section, 2 meant for all; none: for others."""
    if not meant:
        return 2
    if not industry:
        return None
    return 0 if meant == industry else 1 if meant == industry[:1] else None


def nearest(lines: Iterable[T], meant: Callable[[T], str | None], industry: str | None) -> list[T]:
    """Return the lines that suit an industry, its own before those of its section, these before those for all."""
    ranked = [(found, line) for line in lines if (found := distance(meant(line), industry)) is not None]
    return [line for _found, line in sorted(ranked, key=lambda each: each[0])]
