"""The guide: stretches of the process, each told by the capability that walks it last (R1–R42, R72)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from salesapp import capability, words
from salesapp.web import cache
from salesapp.web.addresses import address

_RULES = re.compile(r"R(\d+)(?:–R(\d+))?")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do and why, where it is done, which sheets it fills; the rules are for us, no screen shows them."""

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


def chapters() -> list[Part]:
    """Return the guide with the numbers that are in force now."""
    declared = (chapter for part in capability.installed() for chapter in part.guide)
    return [chapter.tell() for chapter in sorted(declared, key=lambda chapter: chapter.position)]


def anchor(part: Part, place: int) -> str:
    """Return the id of a step on the page, counted from one."""
    return f"{part.key}-{place}"


def steps() -> Mapping[str, tuple[str, str]]:
    """Return the step that carries out each rule, as people know it: its title and address, by the rule's number (R30).

    Kept for each language until a setting changes: every page with a figure looks steps up.
    """
    return cache.stamped(f"guide steps {words.spoken().info().get('language', '')}", _steps)


def _steps() -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part in chapters():
        for place, step in enumerate(part.steps, start=1):
            link = (step.title, f"{address('guide.index')}#{anchor(part, place)}")
            for first, last in _RULES.findall(step.rules):
                found |= {f"R{number}": link for number in range(int(first), int(last or first) + 1)}
    return found
