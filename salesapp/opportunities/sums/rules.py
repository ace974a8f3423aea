"""What opportunities and their follow-ups add up to, owner by owner and day by day. Pure (R24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, TypeVar

from salesapp.opportunities.rules import Status


class What(IntEnum):
    """What is added up; the numbers stand in the database and never change."""

    FOLLOWED = 1  # follow-ups by the day on which they took place: those in time, those due
    OPEN = 2  # open ones by the month in which they are expected, stage and win rate: how many, their amounts in fen
    ENDED = 3  # those won or lost by the day on which they ended: how many, the days that they took
    DUE = 4  # open ones by the day of the next follow-up and what the rhythm knows of them: how many, what lapsed


#: What is added up, for whom, of which day, and by what else it is told apart.
Key = tuple[int, int, date, str]
Sums = dict[Key, tuple[int, int]]
#: What any sums are told apart by: those of the pictures too.
K = TypeVar("K")
#: The columns of an opportunity that its sums hang on.
COLUMNS = (
    "owner_id", "status", "stage", "win_rate", "amount", "expected_close_on", "closed_on", "cycle_days",
    "grade", "next_due_on", "week_of", "week_quota", "week_count", "lapsed",
)  # fmt: skip


def of_opportunity(one: Mapping[str, Any]) -> Iterator[tuple[Key, tuple[int, int]]]:
    """Yield what an opportunity, given by its columns, adds to which sums."""
    owner, status = one["owner_id"], one["status"]
    if status in (Status.WON, Status.LOST) and one["closed_on"] is not None:
        yield (What.ENDED, owner, one["closed_on"], str(status)), (1, one["cycle_days"] or 0)
    if status != Status.OPEN:
        return
    month = one["expected_close_on"].replace(day=1)
    yield (What.OPEN, owner, month, f"{one['stage']!s} {one['win_rate']}"), (1, fen(one["amount"]))
    if one["next_due_on"] is not None:
        owed = max(one["week_quota"] - one["week_count"], 0)
        words = f"{one['grade']!s} {one['week_of'] or '-'} {owed}"
        yield (What.DUE, owner, one["next_due_on"], words), (1, one["lapsed"])


def of_follow_up(owner_id: int, one: Mapping[str, Any]) -> tuple[Key, tuple[int, int]]:
    """Return what a follow-up, given by its columns, adds to which sum of the owner of its opportunity."""
    due = int(one["due_on"] is not None) + (one["missed"] or 0)
    return (What.FOLLOWED, owner_id, one["day"], ""), (int(one["on_time"]), due)


def fen(amount: Decimal) -> int:
    """Return an amount in whole fen."""
    return int(Decimal(amount).scaleb(2))


def stage_of(words: str) -> tuple[str, int]:
    """Return the stage and the win rate by which open ones are told apart."""
    stage, _space, rate = words.rpartition(" ")
    return stage, int(rate)


def rhythm_of(words: str) -> tuple[str, date | None, int]:
    """Return the grade, the week that is counted and what it still owes, by which those that are due are told apart."""
    grade, week, owed = words.split(" ")
    return grade, None if week == "-" else date.fromisoformat(week), int(owed)


def together(changes: Iterable[tuple[K, tuple[int, int]]]) -> dict[K, tuple[int, int]]:
    """Add up changes of sums, and leave out what comes to nothing."""
    found: dict[K, tuple[int, int]] = {}
    for key, (many, total) in changes:
        before = found.get(key, (0, 0))
        found[key] = before[0] + many, before[1] + total
    return {key: numbers for key, numbers in found.items() if any(numbers)}


def taken_away(changes: Iterable[tuple[K, tuple[int, int]]]) -> Iterator[tuple[K, tuple[int, int]]]:
    """Yield changes of sums the other way round."""
    return ((key, (-many, -total)) for key, (many, total) in changes)
