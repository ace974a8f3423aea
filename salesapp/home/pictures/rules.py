"""What the pictures of opportunities show, and how they are drawn: bars with their words, each with its records. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from salesapp.opportunities.board.rules import STAGES
from salesapp.opportunities.figures.rules import percent
from salesapp.words import lazy_gettext as _l

#: The drawing: where bars begin, how long the longest is, how high a line is, how many lines are drawn.
LEFT, WIDTH, ROW, BAR, MOST_BARS = 104, 250, 30, 16, 12
#: How many Chinese characters stand beside a bar, also in the larger letters of the phone.
BESIDE = 6.8
#: Months of the forecast; days from which a stage counts as older.
MONTHS, AGES = 12, (7, 14, 30)
#: The months of a period that the table of persons shows.
MOST_MONTHS = 6
#: What a funnel ends with.
WON = "won"


class By(StrEnum):
    """What opportunities are told apart by."""

    FUNNEL = "funnel"
    FORECAST = "forecast"
    GRADE = "grade"
    INDUSTRY = "industry"
    SOURCE = "source"
    KEPT = "kept"
    PERSON = "person"
    AGE = "age"
    CAUSE = "cause"
    RIVAL = "rival"


TITLES = {
    By.FUNNEL: _l("Funnel: conversion and days per stage"),
    By.FORECAST: _l("Weighted forecast by month"),
    By.GRADE: _l("Win rate by grade"),
    By.INDUSTRY: _l("Win rate by industry"),
    By.SOURCE: _l("Win rate by source"),
    By.KEPT: _l("Rhythm kept by month"),
    By.PERSON: _l("Rhythm kept by person"),
    By.AGE: _l("Age of the present stage"),
    By.CAUSE: _l("Causes of endings"),
    By.RIVAL: _l("Competitors and their prices"),
}
#: Which records each counts, in a sentence.
COUNTED = {
    By.FUNNEL: _l("Opportunities opened in the period: how many reached each stage, the share of those of the stage before, "
                  "and the days between entering and leaving it, on average."),
    By.FORECAST: _l("Open opportunities by the month of their expected date: amount × win rate; what is overdue counts in the "
                    "present month."),
    By.GRADE: _l("Won ÷ (won + lost) of those that ended in the period."),
    By.INDUSTRY: _l("Won ÷ (won + lost) of those that ended in the period, by the customer's industry."),
    By.SOURCE: _l("Won ÷ (won + lost) of those that ended in the period, by where the customer came from."),
    By.KEPT: _l("Follow-ups made in time ÷ those due, by the month in which they took place."),
    By.PERSON: _l("Follow-ups made in time ÷ those due, by owner: the bar over the period, the table by its last six months."),
    By.AGE: _l("Open opportunities by how long they have been in their stage."),
    By.CAUSE: _l("Endings of the period by their main cause: that of the review, else that of the ending."),
    By.RIVAL: _l("Competitors that reviews of the period name: how often we won and lost, and how far their price lay from "
                 "ours: the amount of the contract, without one the expected amount."),
}  # fmt: skip
WIN_RATES = (By.GRADE, By.INDUSTRY, By.SOURCE)
#: What the rows of a table of win rates are.
PARTED_BY = {By.GRADE: _l("Grade"), By.INDUSTRY: _l("Industry"), By.SOURCE: _l("Source channel")}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a drawing, with its label on the left, its words behind it, and the address of its records."""

    label: str
    words: str
    url: str
    y: int
    width: float
    x: float = LEFT
    tone: str = "blue"
    #: What it stands for, in words, to who does not see it.
    said: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table, and where its records are."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture: its bars, and the table beside them."""

    by: StrEnum
    bars: Sequence[Bar]
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    legend: Sequence[tuple[str, str]] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return str(TITLES[By(self.by)])

    @property
    def counted(self) -> str:
        """Which records it counts."""
        return str(COUNTED[By(self.by)])

    @property
    def height(self) -> int:
        """How high its drawing is."""
        return max((bar.y for bar in self.bars), default=0) + ROW


def bars(lines: Sequence[tuple[str, Decimal | int, str, str]]) -> list[Bar]:
    """Lay (label, value, words, address) out as bars below one another, as long as their value against the largest."""
    most = max((value for _label, value, _words, _url in lines if value), default=Decimal(1))
    return [
        Bar(
            _short(label), words, url, no * ROW, max(2.0, round(float(Decimal(value) / Decimal(most)) * WIDTH, 1)),
            said=f"{label} {words}",
        )
        for no, (label, value, words, url) in enumerate(lines[:MOST_BARS])
    ]  # fmt: skip


def _short(label: str) -> str:
    """Return as much of a label as stands beside its bar: six Chinese characters, or so many more narrow ones."""
    if _room(label) <= BESIDE:
        return label
    kept = label
    while _room(kept) > BESIDE - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _room(label: str) -> float:
    """Return how much room a label takes, in Chinese characters."""
    return sum(0.6 if letter.isascii() or letter == "–" else 1.0 for letter in label)


def stacked(
    lines: Sequence[tuple[str, Sequence[tuple[int, str]], str]], parts_of: Sequence[tuple[str, str]]
) -> list[Bar]:
    """Lay (label, parts of (count, address), words) out as one bar a line, cut into its parts; the words stand at its end.

    ``parts_of`` has the tone and the name of each part.
    """
    most = max((sum(count for count, _url in parts) for _label, parts, _words in lines), default=0) or 1
    found = []
    for no, (label, parts, words) in enumerate(lines):
        x = float(LEFT)
        for nth, (count, url) in enumerate(parts):
            wide = round(count / most * WIDTH, 1)
            last = nth == len(parts) - 1
            found.append(
                Bar(
                    label if nth == 0 else "",
                    words if last else "",
                    url,
                    no * ROW,
                    wide,
                    round(x, 1),
                    parts_of[nth][0],
                    f"{label} {parts_of[nth][1]} {count}",
                )
            )
            x += wide
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the funnel: how many reached it, and how long they stayed."""

    key: str
    count: int
    days: Decimal | None
    #: The share of those that reached the stage before; nothing for the first.
    share: Decimal | None


def steps(furthest: Mapping[int, int], won: int, days: Mapping[str, float]) -> list[Step]:
    """Return the stages with how many reached them, and the winning as the last (R24).

    ``furthest`` says how many got as far as each stage, by its place; whoever reached a later one passed the earlier ones.
    """
    counts = [sum(count for place, count in furthest.items() if place >= at) for at in range(len(STAGES))]
    found: list[Step] = []
    for key, count in zip([*STAGES, WON], [*counts, won], strict=True):
        share = percent(count, found[-1].count) if found else None
        found.append(Step(key, count, _days(days.get(key)), share))
    return found


def _days(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of one group were won and lost."""

    key: str
    won: int
    lost: int

    @property
    def share(self) -> Decimal | None:
        """The share won in per cent."""
        return percent(self.won, self.won + self.lost)


@dataclass(frozen=True, slots=True)
class Cause:
    """How many endings of each kind had one cause."""

    key: str
    won: int
    lost: int
    parked: int

    @property
    def total(self) -> int:
        """How many endings had it."""
        return self.won + self.lost + self.parked


@dataclass(frozen=True, slots=True)
class Rival:
    """One competitor: how often we won and lost against it, and how far its price lay from ours on average, in per cent."""

    name: str
    won: int
    lost: int
    against: Decimal | None
