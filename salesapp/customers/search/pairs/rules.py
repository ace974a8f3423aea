"""Pairs of neighbouring 汉字: a word that few records hold is found by its rarest pair, without reading every line.

A pair is one whole number of 31 bits and a sign, which both databases keep in four bytes. Two pairs may share a number:
what is found by pairs is looked at again by its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What is not written in Latin letters, digits or marks stands in runs.
RUN = re.compile(r"[^\x00-\x7f]+")
#: Nearly every company is called so: their pairs find nobody, and are not kept.
COMMON = "股份有限公司"
_FIRST = 0x8000  # so that the numbers of all pairs fit into a signed column
_END = "\0"


def number(first: str, second: str) -> int:
    """Return the number of a pair; signs beyond the first plane share those of others."""
    return ((ord(first) & 0xFFFF) - _FIRST) << 16 | (ord(second) & 0xFFFF)


def _of(run: str) -> set[int]:
    return {number(*pair) for pair in zip(run, run[1:], strict=False)}


_UNKEPT = frozenset(_of(COMMON) | {number(COMMON[-1], _END)})


def pairs(line: str | None) -> set[int]:
    """Return the pairs of a line to be kept; the last of a run counts as a pair too, so that it is found alone."""
    found: set[int] = set()
    for run in RUN.findall(line or ""):
        found |= _of(run + _END)
    return found - _UNKEPT


def sought(words: Iterable[str]) -> list[tuple[int, int]]:
    """Return what a record that holds all of some words must have one of, each: the pairs from one number to another.

    A single sign is every pair that begins with it. Nothing is returned for what the pairs cannot tell.
    """
    found: dict[tuple[int, int], None] = {}
    for run in (run for word in words for run in RUN.findall(word)):
        if len(run) == 1 and run not in COMMON:
            found[number(run, _END), number(run, "\uffff")] = None
        for pair in zip(run, run[1:], strict=False):
            if (its := number(*pair)) not in _UNKEPT:
                found[its, its] = None
    return list(found)
