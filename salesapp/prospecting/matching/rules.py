"""How well a company fits a persona: a score of 0 to 100 with its reasons, condition by condition (R11, R14; F02). Pure.

Every condition that must or should be met weighs the same. A must that is not met, or an exclusion that is, ends it: the
company is not followed. What is not known of a company speaks neither for nor against it, but nobody is of high intent
while a must is open. Amounts are Decimal yuan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


class Kind(StrEnum):
    """What a condition looks at, in the order of the sheet."""

    INDUSTRY = "industry"
    SIZE = "size"
    REGION = "region"
    CHAIN = "chain"
    PAIN = "pain"
    WORDS = "words"


KIND_LABELS: Mapping[str, Any] = {
    Kind.INDUSTRY: _l("Industry"),
    Kind.SIZE: lazy_pgettext("persona", "Yearly output"),
    Kind.REGION: _l("Region"),
    Kind.CHAIN: _l("Decision chain"),
    Kind.PAIN: _l("Main pain points"),
    Kind.WORDS: _l("Other words"),
}
#: The one sign of each kind on the sheet: ☑☑□☑.
KIND_SIGNS: Mapping[str, Any] = {
    Kind.INDUSTRY: lazy_pgettext("persona sign", "Ind"),
    Kind.SIZE: lazy_pgettext("persona sign", "Size"),
    Kind.REGION: lazy_pgettext("persona sign", "Reg"),
    Kind.CHAIN: lazy_pgettext("persona sign", "Dec"),
    Kind.PAIN: lazy_pgettext("persona sign", "Pain"),
    Kind.WORDS: lazy_pgettext("persona sign", "Other"),
}


class Rank(StrEnum):
    """What a condition decides."""

    MUST = "must"
    PLUS = "plus"
    EXCLUDE = "exclude"


RANK_LABELS: Mapping[str, Any] = {
    Rank.MUST: lazy_pgettext("persona", "Must"),
    Rank.PLUS: lazy_pgettext("persona", "Plus"),
    Rank.EXCLUDE: lazy_pgettext("persona", "Exclude"),
}


class Fit(StrEnum):
    """What all conditions together say of a company."""

    FITS = "fits"
    OPEN = "open"
    LACKING = "lacking"
    EXCLUDED = "excluded"


FIT_LABELS: Mapping[str, Any] = {
    Fit.FITS: lazy_pgettext("persona", "Followed"),
    Fit.OPEN: lazy_pgettext("persona", "A must is to be found out"),
    Fit.LACKING: lazy_pgettext("persona", "Not followed: lacks a must"),
    Fit.EXCLUDED: lazy_pgettext("persona", "Not followed: excluded"),
}
#: What nobody works on.
NOT_FOLLOWED = (Fit.LACKING, Fit.EXCLUDED)


class Met(StrEnum):
    """What is known about one condition."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: codes of industries or regions, words of which one is said, or a range of yearly output in yuan."""

    kind: Kind
    rank: Rank
    values: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a company; nothing where nobody knows."""

    industry: str | None = None
    region: str | None = None
    output: Decimal | None = None
    chain: str | None = None
    pain: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition, and what is known about it: which of its values was found."""

    kind: str
    rank: str
    met: str
    found: str = ""

    @property
    def speaks_for(self) -> bool:
        """Whether it is as one wishes: met, or an exclusion that does not hold."""
        return (self.met == Met.YES) != (self.rank == Rank.EXCLUDE) and self.met != Met.UNKNOWN


@dataclass(frozen=True, slots=True)
class Match:
    """How well a company fits: 0 to 100, what follows from it, and why."""

    score: int
    fit: Fit
    reasons: tuple[Reason, ...] = ()


def match(conditions: Sequence[Condition], facts: Facts) -> Match:
    """Return how well a company fits a persona (R11, R14); one without conditions to be met fits nobody: 0."""
    reasons = tuple(_judged(condition, facts) for condition in conditions)
    musts = [reason for reason in reasons if reason.rank == Rank.MUST]
    weighed = [reason for reason in reasons if reason.rank != Rank.EXCLUDE]
    if any(reason.rank == Rank.EXCLUDE and reason.met == Met.YES for reason in reasons):
        return Match(0, Fit.EXCLUDED, reasons)
    if any(reason.met == Met.NO for reason in musts):
        return Match(0, Fit.LACKING, reasons)
    met = sum(reason.met == Met.YES for reason in weighed)
    score = (200 * met + len(weighed)) // (2 * len(weighed)) if weighed else 0
    is_open = any(reason.met == Met.UNKNOWN for reason in musts)
    return Match(score, Fit.OPEN if is_open else Fit.FITS, reasons)


def kinds_met(reasons: Sequence[Reason]) -> dict[str, bool]:
    """Return for each kind that is asked about whether all that is known of it speaks for the company (F02 匹配项)."""
    found: dict[str, bool] = {}
    for reason in reasons:
        found[reason.kind] = found.get(reason.kind, True) and reason.speaks_for
    return found


def _judged(condition: Condition, facts: Facts) -> Reason:
    met, found = _JUDGES[condition.kind](condition, facts)
    return Reason(condition.kind.value, condition.rank.value, met.value, found)


def _industry(condition: Condition, facts: Facts) -> tuple[Met, str]:
    """Judge an industry: a section (C) holds its divisions (C34)."""
    return _code(condition, facts.industry)


def _region(condition: Condition, facts: Facts) -> tuple[Met, str]:
    """Judge a region: a province or city holds what lies in it."""
    if not facts.region:
        return Met.UNKNOWN, ""
    for value in condition.values:
        if facts.region.startswith(value.removesuffix("00").removesuffix("00")):
            return Met.YES, value
    within = any(
        value.startswith(facts.region.removesuffix("00").removesuffix("00")) for value in condition.values
    )
    return (
        (Met.UNKNOWN, "") if within else (Met.NO, facts.region)
    )  # of a province alone the city is not known


def _code(condition: Condition, value: str | None) -> tuple[Met, str]:
    if not value:
        return Met.UNKNOWN, ""
    for wanted in condition.values:
        if value.startswith(wanted):
            return Met.YES, wanted
    return Met.NO, value


def _size(condition: Condition, facts: Facts) -> tuple[Met, str]:
    """Judge the yearly output: both ends of the range belong to it."""
    if facts.output is None:
        return Met.UNKNOWN, ""
    low, high = condition.low, condition.high
    inside = (low is None or facts.output >= low) and (high is None or facts.output <= high)
    return (Met.YES if inside else Met.NO), f"{facts.output:.2f}"


def _said(pick: Callable[[Facts], str | None]) -> Callable[[Condition, Facts], tuple[Met, str]]:
    """Judge what is said of a company: one of the words is enough; where nothing is written nobody knows."""

    def judge(condition: Condition, facts: Facts) -> tuple[Met, str]:
        text = (pick(facts) or "").casefold()
        if not text.strip():
            return Met.UNKNOWN, ""
        found = next((word for word in condition.values if word.casefold() in text), "")
        return (Met.YES, found) if found else (Met.NO, "")

    return judge


def _everything(condition: Condition, facts: Facts) -> tuple[Met, str]:
    """Judge free words: said anywhere they are met; a text that does not have them says nothing about them."""
    text = "\n".join(part for part in (facts.words, facts.chain, facts.pain) if part).casefold()
    found = next((word for word in condition.values if word.casefold() in text), "")
    return (Met.YES, found) if found else (Met.UNKNOWN, "")


_JUDGES: Mapping[Kind, Callable[[Condition, Facts], tuple[Met, str]]] = {
    Kind.INDUSTRY: _industry,
    Kind.SIZE: _size,
    Kind.REGION: _region,
    Kind.CHAIN: _said(lambda facts: facts.chain),
    Kind.PAIN: _said(lambda facts: facts.pain),
    Kind.WORDS: _everything,
}
