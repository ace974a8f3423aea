"""What one opportunity adds to the sums of the pictures. Pure (R24)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from itertools import pairwise

from salesapp.home.pictures.rules import WON
from salesapp.opportunities.board.rules import STAGES
from salesapp.opportunities.rules import Status


class What(IntEnum):
    """What is added up; the numbers stand in the database and never change."""

    CHANGED = 0  # how often any sum has changed
    REACHED = 1  # of those opened on a day: how many got as far as a place, and under WON how many were won
    STAYED = 2  # of those opened on a day: how often they left a stage, and the milliseconds that they had stayed there
    GRADE = 3  # those won and those lost by the day of their end: by grade,
    INDUSTRY = 4  # by the section of the customer's trade,
    SOURCE = 5  # by where the customer came from
    CAUSE = 6  # endings by their day, how it ended and why
    RIVAL = 7  # endings by their day, how it ended and against whom; our amounts in fen where both prices are known
    PRICED = 8  # the same where their price is known, and their prices in fen
    FOLLOWED = 9  # follow-ups by the day on which they took place, in time or not: how many, and those due
    SINCE = 10  # open ones by the day since which they are in their stage


#: What is added up, of which day, and by what else it is told apart; how many, and what they come to.
Share = tuple[tuple[What, date, str], tuple[int, int]]
IN_TIME, LATE = "in time", "late"
PLACES = {stage.value: no for no, stage in enumerate(STAGES)}
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Deal:
    """What an opportunity is counted by: its file, its customer, the review of its ending and its moves, the first one first."""

    opened_on: date
    since: date
    status: str
    stage: str
    closed_on: date | None
    grade: str
    section: str
    source: str
    cause: str | None
    rival: str | None
    theirs: int | None
    ours: int
    moves: Sequence[tuple[str, datetime]]


def of_deal(one: Deal) -> Iterator[Share]:
    """Yield what one opportunity adds to which sums."""
    places = [PLACES[stage] for stage in (one.stage, *(after for after, _at in one.moves)) if stage in PLACES]
    yield (What.REACHED, one.opened_on, str(max(places, default=0))), (1, 0)
    if one.status == Status.WON:
        yield (What.REACHED, one.opened_on, WON), (1, 0)
    for (stage, came), (_next, left) in pairwise(one.moves):
        if stage in PLACES:
            yield (What.STAYED, one.opened_on, stage), (1, (left - came) // MILLISECOND)
    if one.status == Status.OPEN:
        yield (What.SINCE, one.since, one.stage), (1, 0)
    elif one.closed_on is not None:
        yield from _of_ending(one, one.closed_on)


def _of_ending(one: Deal, on: date) -> Iterator[Share]:
    ending = f"{one.status!s} "
    if one.status in (Status.WON, Status.LOST):
        yield (What.GRADE, on, ending + one.grade), (1, 0)
        yield (What.INDUSTRY, on, ending + one.section), (1, 0)
        yield (What.SOURCE, on, ending + one.source), (1, 0)
    if one.cause is not None:
        yield (What.CAUSE, on, ending + one.cause), (1, 0)
    if one.rival is not None:
        yield (What.RIVAL, on, ending + one.rival), (1, one.ours if one.theirs is not None else 0)
        if one.theirs is not None:
            yield (What.PRICED, on, one.rival), (1, one.theirs)


def of_follow_ups(day: date, on_time: bool, many: int, due: int) -> Share:
    """Return what some follow-ups of one day add to which sum."""
    return (What.FOLLOWED, day, IN_TIME if on_time else LATE), (many, due)
