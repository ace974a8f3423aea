"""The figures of R10 and R24 over a month, the funnel and the forecast; each with the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from salesapp.accounts.models import User
from salesapp.activities.letters.queries import FirstContacts, first_contacts
from salesapp.home.figures.rules import Bar, FunnelRow, Month, column_bars, forecast, funnel_bars
from salesapp.opportunities.access import Reach, reach
from salesapp.opportunities.board.rules import STAGES
from salesapp.opportunities.figures import queries as opportunities
from salesapp.opportunities.figures.rules import Figures, weighted, yuan
from salesapp.opportunities.pulse.queries import kept, pulse
from salesapp.opportunities.sums.queries import added
from salesapp.opportunities.sums.rules import What, stage_of
from salesapp.web import clock
from salesapp.web.formats import wan
from salesapp.web.months import Period, period


def month(user: User, now: datetime) -> Figures:
    """Return how many follow-ups of the present month were made in time, of those due up to now."""
    today = clock.local(now).date()
    return opportunities.in_time(user, today.replace(day=1), today, now)


@dataclass(frozen=True, slots=True)
class Performance:
    """Everything that the page of figures shows."""

    period: Period
    kept: Figures
    contacts: FirstContacts
    funnel: list[FunnelRow]
    funnel_bars: list[Bar]
    months: list[Month]
    month_bars: list[Bar]

    @property
    def weighted(self) -> Decimal:
        """The weighted amount of all open opportunities, in 元 (3.6)."""
        return sum((row.weighted for row in self.funnel), Decimal(0))


def performance(user: User, wanted: str | None, now: datetime) -> Performance:
    """Return the figures of one month for what a person sees: their own, the team's, everybody's."""
    today = clock.local(now).date()
    asked = period(wanted, today)
    seen, beat = reach(user), pulse()
    funnel = kept(("funnel", seen.key), beat, lambda: _funnel(seen))
    months = forecast(today, kept(("deals", seen.key), beat, lambda: _deals(seen)))
    return Performance(
        period=asked,
        kept=opportunities.figures_of(seen, beat, asked.first, asked.last, now),
        contacts=first_contacts(user, asked.start, asked.end, now),
        funnel=funnel,
        funnel_bars=funnel_bars(funnel, [f"{row.count} · {wan(row.amount)}" for row in funnel]),
        months=months,
        month_bars=column_bars(
            months, [f"{each.first:%m}" for each in months], [wan(each.weighted) for each in months]
        ),
    )


def _funnel(seen: Reach) -> list[FunnelRow]:
    found: dict[str, tuple[int, int, int]] = {}
    for _day, words, count, amount in added(What.OPEN, seen):
        stage, rate = stage_of(words)
        before = found.get(stage, (0, 0, 0))
        found[stage] = (before[0] + count, before[1] + amount, before[2] + amount * rate)
    return [
        FunnelRow(
            stage,
            stage.label,
            count,
            yuan(amount),
            weighted([(yuan(hundredfold), 1)]),
        )
        for stage in STAGES
        for count, amount, hundredfold in [found.get(stage, (0, 0, 0))]
    ]


def _deals(seen: Reach) -> list[tuple[date, Decimal, int]]:
    """Return the months in which open ones are expected: (first day, amount in 元, win rate)."""
    rows = added(What.OPEN, seen, daily=True)
    return [(month, yuan(amount), stage_of(words)[1]) for month, words, _count, amount in rows]
