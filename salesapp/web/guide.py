"""The guide: stretches of the process, each told by the capability that walks it last (R1–R42, R72)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do and why, where it is done, which sheets it fills, which rules it follows."""

    title: str
    text: str
    rules: str
    screens: Sequence[tuple[str, str]] = ()  # words and endpoint
    forms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the way, with what it is for."""

    key: str
    title: str
    goal: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the way and its place; ``tell()`` writes it with the numbers in force and in the reader's language."""

    position: int
    tell: Callable[[], Part]
