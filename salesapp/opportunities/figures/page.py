"""The figures of R24 as pages show them: each opens exactly its records and says how it is counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.opportunities.figures.rules import Figures
from salesapp.opportunities.lists.rules import DECIDED
from salesapp.opportunities.rules import Status
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.web.formats import wan
from salesapp.words import gettext as _


def rate(words: str, value: Any, part: int, whole: int, url: str, **said: Any) -> Figure:
    """Return a share in per cent with what it is a share of, or a dash where there is nothing to share."""
    words = f"{words} · {part}/{whole}" if whole else words
    if value is None:
        return Figure("–", words, url, **said)
    return Figure(round(value, 1), words, url, "%", share=value, **said)


def in_time(figures: Figures, month: date, owner_id: int | None = None) -> Figure:
    """Return the share of follow-ups made in time."""
    return rate(
        _("Followed up in time"), figures.on_time_rate, figures.on_time, figures.due,
        address("opportunities.follow_ups", month=f"{month:%Y-%m}", owner=owner_id), rule="R30",
        counted=_("Of the follow-ups due in the month, those made within their week, or by their day where the rhythm runs from "
                  "the last one; what was missed counts as due."),
    )  # fmt: skip


def ended(figures: Figures, month: date, owner_id: int | None = None) -> tuple[Figure, Figure]:
    """Return the share of won deals, and how long they took."""
    closed = f"{month:%Y-%m}"
    won = rate(
        _("Won"), figures.win_rate, figures.won, figures.won + figures.lost,
        address("opportunities.index", status=DECIDED, closed=closed, owner=owner_id), rule="R24",
        counted=_("Won ÷ (won + lost) of the opportunities that ended in the month; parked ones are left out."),
    )  # fmt: skip
    days = figures.cycle_days
    cycle = Figure(
        "–" if days is None else days, _("From opening to winning, on average"),
        address("opportunities.index", status=Status.WON, closed=closed, owner=owner_id), "" if days is None else _("days"),
        rule="R24",
        counted=_("Days from the opening to the winning of those won in the month, on average."),
    )  # fmt: skip
    return won, cycle


def forecast(amount: Decimal, owner_id: int | None = None) -> Figure:
    """Return the weighted forecast of what is open today."""
    return Figure(
        wan(amount), _("Weighted forecast of what is open"), address("opportunities.index", owner=owner_id), _("×10k"),
        rule="R25",
        counted=_("The sum of amount × win rate over all open opportunities that one sees."),
    )  # fmt: skip


def not_followed_up(count: int, url: str) -> Figure:
    """Return how many open opportunities are overdue for a follow-up."""
    return Figure(
        count, _("not followed up"), url, late=bool(count), rule="R30",
        counted=_("Open opportunities whose day of the next follow-up has passed; each counts once."),
    )  # fmt: skip


def of_the_month(figures: Figures, month: date, late: int, owner_id: int | None) -> tuple[Figure, ...]:
    """Return the figures above what was not followed up: how much it is, and how the month goes, of all or of one owner."""
    url = address("opportunities.breaches", owner=owner_id)
    return (
        not_followed_up(late, url),
        in_time(figures, month, owner_id),
        *ended(figures, month, owner_id),
        forecast(figures.forecast, owner_id),
    )
