"""Personas in words: a condition in a line, a version with its conditions by rank, what changed (R11, R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from salesapp.chinese import industries, regions
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.prospecting.matching.rules import KIND_LABELS, RANK_LABELS, Kind, Met, Rank, Reason
from salesapp.prospecting.personas.models import Persona, PersonaCondition, PersonaVersion
from salesapp.prospecting.personas.rules import STATE_LABELS, WAN, State
from salesapp.web import formats
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in words."""

    kind: str
    rank: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One version in words."""

    no: int
    period: str
    by: str
    at: Any
    why: str
    groups: Sequence[tuple[str, Sequence[Line]]]


@dataclass(frozen=True, slots=True)
class Card:
    """A persona on its page and in the list."""

    id: int
    number: str
    name: str
    product: str
    retired: bool
    state: str
    current: Told
    versions: Sequence[Told]


def card(persona: Persona) -> Card:
    """Return a persona in words, its versions the latest first."""
    versions = [told(version) for version in reversed(persona.versions)]
    return Card(
        persona.id, persona.number, persona.name, dictionaries.label("product_type", persona.product),
        persona.state == State.RETIRED, str(STATE_LABELS[State(persona.state)]), versions[0], versions,
    )  # fmt: skip


def told(version: PersonaVersion) -> Told:
    """Return a version in words."""
    lines = [line(condition) for condition in version.conditions]
    groups = [(str(RANK_LABELS[rank]), [one for one in lines if one.rank == rank]) for rank in Rank]
    return Told(
        version.no, period(version), version.by.name, version.at, version.why, [each for each in groups if each[1]]
    )  # fmt: skip


def period(version: PersonaVersion) -> str:
    """Return from when until when a version is valid."""
    until = formats.iso(version.valid_until) if version.valid_until else _("until further notice")
    return f"{formats.iso(version.valid_from)} – {until}"


def line(condition: PersonaCondition) -> Line:
    """Return a condition in words."""
    return Line(condition.kind, condition.rank, str(KIND_LABELS[condition.kind]), words(condition))


def words(condition: PersonaCondition) -> str:
    """Return what a condition asks for."""
    if condition.kind == Kind.SIZE:
        return range_words(condition.low, condition.high)
    return _(", ").join(value_words(condition.kind, value) for value in condition.values)


def entered_words(condition: PersonaCondition) -> str:
    """Return the values of a condition as they are typed."""
    return _(", ").join(value_words(condition.kind, value) for value in condition.values)


def value_words(kind: str, value: str) -> str:
    """Return one value of a condition: an industry or a region by its name, a word as it is."""
    if kind == Kind.INDUSTRY:
        return industries.words(value)
    return regions.words(value) if kind == Kind.REGION else value


def range_words(low: Decimal | None, high: Decimal | None) -> str:
    """Return a range of yearly output in 万元."""
    if low is None:
        return _("up to %(high)s ten thousand yuan", high=wan(high or Decimal(0)))
    if high is None:
        return _("from %(low)s ten thousand yuan on", low=wan(low))
    return _("%(low)s–%(high)s ten thousand yuan", low=wan(low), high=wan(high))


def wan(amount: Decimal) -> str:
    """Return an amount in 万元 without superfluous zeros."""
    return f"{(amount / WAN).normalize():f}"


def reason_words(reason: Reason) -> str:
    """Return what was found about one condition: the value that was met, or what stands there instead."""
    found = reason.found
    if found and reason.kind == Kind.SIZE:
        found = _("%(amount)s ten thousand yuan", amount=wan(Decimal(found)))
    elif found:
        found = value_words(reason.kind, found)
    if reason.met == Met.UNKNOWN:
        return _("not known")
    return found or (_("said") if reason.met == Met.YES else _("not said"))
