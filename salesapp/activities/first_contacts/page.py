"""What first contacts brought, as the page, its charts and the paper show it; each number with the address of its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.first_contacts import queries
from salesapp.activities.first_contacts.rules import (
    BAR,
    BY_LABELS,
    LEFT,
    MOST_BARS,
    ROW,
    WIDTH,
    Bar,
    By,
    Group,
    bars,
    total,
)
from salesapp.activities.letters.rules import Shown
from salesapp.customers.page import value_words
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.web.spans import Span, span, usual
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Chart:
    """First contacts told apart in one way: the bars, and the table beside them."""

    by: By
    title: str
    groups: list[Group]
    bars: list[Bar]
    total: Group

    @property
    def height(self) -> int:
        """How high its drawing is."""
        return len(self.bars) * ROW

    @property
    def left_out(self) -> int:
        """How many groups have no bar."""
        return max(0, len(self.groups) - MOST_BARS)


def asked(first: date | None, last: date | None) -> Span:
    """Return the period that an address asks for."""
    return span(first, last, clock.today())


def between(days: Span) -> tuple[datetime, datetime]:
    """Return the moments between which a period lies."""
    return clock.at(days.first), clock.at(date.fromordinal(days.last.toordinal() + 1))


def page(user: User, days: Span, now: datetime) -> dict[str, Any]:
    """Return what the page of first contacts shows of a period."""
    charts = [_chart(user, by, days, now) for by in By]
    everything = charts[0].total
    return {
        "days": days,
        "usual": usual(clock.today()),
        "charts": charts,
        "figures": _figures(everything, days),
        "drawing_of": {"row": ROW, "bar": BAR, "left": LEFT, "width": WIDTH},
    }


def _chart(user: User, by: By, days: Span, now: datetime) -> Chart:
    found = queries.groups(user, by, *between(days), now)
    named = [_named(by, each) for each in found]
    return Chart(by, str(BY_LABELS[by]), named, bars(named), total(named, _("In all")))


def _named(by: By, group: Group) -> Group:
    counts = (group.made, group.letters, group.in_time, group.later, group.converted)
    return Group(group.key, words_of(by, group.key, group.label), *counts)


def words_of(by: By, key: str, label: str | None) -> str:
    """Return what a group is called."""
    if by is By.CHANNEL:
        return value_words("customer", "source_channel", key)
    return label or (_("Without an opening") if by is By.OPENING else _("Without a target profile"))


def records_url(days: Span, by: By | None = None, key: str = "", show: str = "") -> str:
    """Return where the records of one number are listed."""
    period = {"first": days.first.isoformat(), "last": days.last.isoformat()}
    return address("first_contacts.records", **period, by=by, of=key or None, show=show or None)


def _figures(group: Group, days: Span) -> tuple[Figure, ...]:
    every = records_url(days)
    letters, converted = records_url(days, show=Shown.OWED), records_url(days, show=Shown.CONVERTED)
    return (
        Figure(group.made, _("First contacts"), every, rule="R10", counted=_("First contacts by the day of the talk.")),
        _rate(group.punctuality, _("Thank-you letters in time"), group.in_time, group.letters, letters, rule="R21", counted=_(
            "Of the letters that are due or sent, those sent in time; one that may still be sent counts neither way.")),
        _rate(group.conversion, _("Became an opportunity"), group.converted, group.made, converted, rule="R10", counted=_(
            "First contacts whose customer has an opportunity by now, its decision pending or not.")),
    )  # fmt: skip


def _rate(value: Any, words: str, part: int, whole: int, url: str, **said: Any) -> Figure:
    if value is None:
        return Figure("–", words, url, **said)
    return Figure(value, f"{words} · {part}/{whole}", url, "%", share=value, **said)
