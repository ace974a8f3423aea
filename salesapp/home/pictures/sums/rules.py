"""The sums that the pictures show, kept of days, months and years, and how they are put together. Pure (R24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from salesapp.home.figures.rules import Month, forecast
from salesapp.home.pictures.rules import AGES, MONTHS, WON, By, Cause, Rate, Rival, Step, steps
from salesapp.home.pictures.shares.rules import MILLISECOND, Share, What
from salesapp.opportunities.rules import ENDINGS, Status

#: Whose sum it is, of which period, what is added up, and by what else it is told apart.
Key = tuple[int, str, int, str]
Kept = dict[Key, tuple[int, int]]
#: Whose the sums of everybody are.
ALL = 0
RATES = {By.GRADE: What.GRADE, By.INDUSTRY: What.INDUSTRY, By.SOURCE: What.SOURCE}
DAY = timedelta(days=1)


def kept_of(whose: Sequence[int], shares: Iterable[Share]) -> Iterator[tuple[Key, tuple[int, int]]]:
    """Yield what shares add to the sums that are kept of an owner, or of everybody too: of the day and of longer periods."""
    for (what, day, words), numbers in shares:
        for period in _kept_by(what, day):
            for each in whose:
                if each != ALL or what != What.FOLLOWED:
                    yield (each, period, int(what), words), numbers


def _kept_by(what: What, day: date) -> tuple[str, ...]:
    """Return of which periods a sum is kept: the month is the longest that is asked for of follow-ups, the day of ages."""
    written = day.isoformat()
    if what == What.SINCE:
        return (written,)
    return (written, written[:7]) if what == What.FOLLOWED else (written, written[:7], written[:4])


def periods(first: date, last: date, *, years: bool = True) -> list[str]:
    """Return the years, months and days that a span of days is put together from: as few as can be, each day in one."""
    found, day = [], first
    while day <= last:
        year, month = date(day.year + 1, 1, 1), (day.replace(day=1) + 31 * DAY).replace(day=1)
        if years and day == date(day.year, 1, 1) and year <= last + DAY:
            found.append(day.isoformat()[:4])
            day = year
        elif day.day == 1 and month <= last + DAY:
            found.append(day.isoformat()[:7])
            day = month
        else:
            found.append(day.isoformat())
            day += DAY
    return found


@dataclass(frozen=True, slots=True)
class Sums:
    """What all pictures of a period show, as it was added up."""

    #: Of those opened and those ended in the period, by what is counted and what it is told apart by.
    counted: Mapping[tuple[What, str], tuple[int, int]]
    #: Of each owner and month: follow-ups made in time, and those due.
    followed: Mapping[tuple[int, date], tuple[int, int]]
    #: The amounts in fen of open ones, by their expected month and win rate.
    deals: Mapping[tuple[date, int], int]
    #: Of each stage: how many open ones are how old in it.
    ages: Mapping[str, Sequence[int]]

    def of(self, what: What) -> Iterator[tuple[str, int, int]]:
        """Yield what is counted of one kind."""
        for (kind, words), numbers in self.counted.items():
            if kind == what:
                yield words, *numbers

    def endings(self, what: What) -> dict[str, list[tuple[int, int]]]:
        """Return, of each word, what was won, lost and parked: how many, and what it came to."""
        found: dict[str, list[tuple[int, int]]] = {}
        for words, many, total in self.of(what):
            ending, _space, key = words.partition(" ")
            found.setdefault(key, [(0, 0)] * len(ENDINGS))[ENDINGS.index(Status(ending))] = many, total
        return found


def ages(
    open_: Mapping[str, int], since: Iterable[tuple[date, str, int]], today: date
) -> dict[str, list[int]]:
    """Return how many open ones of each stage are how old in it: up to each limit, and beyond the last.

    ``since`` has those that are not beyond it; the others of all that are open are.
    """
    found = {stage: [0] * len(AGES) + [count] for stage, count in open_.items()}
    for day, stage, many in since:
        nth = next(nth for nth, limit in enumerate(AGES) if (today - day).days <= limit)
        counts = found.setdefault(stage, [0] * (len(AGES) + 1))
        counts[nth] += many
        counts[-1] -= many
    return found


def funnel(sums: Sums) -> list[Step]:
    """Return how many reached each stage, and how long they stayed there on average."""
    places = {words: many for words, many, _total in sums.of(What.REACHED)}
    won = places.pop(WON, 0)
    stayed = {stage: total / (many * (DAY // MILLISECOND)) for stage, many, total in sums.of(What.STAYED)}
    return steps({int(place): many for place, many in places.items()}, won, stayed)


def months(sums: Sums, today: date) -> list[Month]:
    """Return the weighted forecast of the coming months."""
    deals = [(month, Decimal(fen) / 100, rate) for (month, rate), fen in sums.deals.items()]
    return forecast(today, deals, MONTHS)


def win_rates(sums: Sums, by: By) -> list[Rate]:
    """Return how many of each group were won and lost, the largest group first."""
    rates = [Rate(key, won, lost) for key, ((won, _w), (lost, _l), _p) in sums.endings(RATES[by]).items()]
    return sorted(rates, key=lambda rate: (-(rate.won + rate.lost), rate.key))


def rhythm(sums: Sums, names: Mapping[int, str]) -> list[tuple[int, str, date, int, int]]:
    """Return, of each owner and month: who, the month's first day, follow-ups made in time and those due."""
    return sorted((owner, names[owner], month, *numbers) for (owner, month), numbers in sums.followed.items())


def causes(sums: Sums) -> list[Cause]:
    """Return how many endings had each cause, the commonest first."""
    found = [Cause(key, *(many for many, _total in each)) for key, each in sums.endings(What.CAUSE).items()]
    return sorted(found, key=lambda cause: (-cause.total, cause.key))


def rivals(sums: Sums) -> list[Rival]:
    """Return the competitors that reviews name, those against whom we lost most first."""
    theirs = {name: total for name, _many, total in sums.of(What.PRICED)}
    found = [
        Rival(name, won, lost, _apart(theirs.get(name, 0), ours + more + other))
        for name, ((won, ours), (lost, more), (_parked, other)) in sums.endings(What.RIVAL).items()
    ]
    return sorted(found, key=lambda rival: (-rival.lost, -rival.won, rival.name))


def _apart(theirs: int, ours: int) -> Decimal | None:
    return (Decimal(theirs - ours) * 100 / ours).quantize(Decimal("0.1")) if ours else None
