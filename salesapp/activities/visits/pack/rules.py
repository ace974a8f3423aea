"""The card of a visit, as it is printed for the bag. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed of one visit: facts in pairs, then lists of lines under their headings."""

    number: str
    title: str
    place: int
    of: int
    facts: Sequence[tuple[str, str]]
    lists: Sequence[tuple[str, Sequence[str]]]
    ahead: Mapping[str, str]  # what is sure of the sheet behind it, by its fields
    people: Mapping[str, Sequence[str]]  # who is expected, to be ticked on it
    occasion: str
