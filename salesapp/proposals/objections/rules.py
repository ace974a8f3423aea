"""What a customer objects, in their own words, and how it is answered (R36, R37, F08). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from salesapp.chinese.texts import says
from salesapp.documents.forms import f08
from salesapp.opportunities.figures.rules import percent
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

FARTHEST = timedelta(days=366)


class ObjectionRefused(Refusal):
    """An objection that cannot be kept, or answered, as it is."""


class State(StrEnum):
    """How far an objection is overcome."""

    OPEN = "open"
    EASED = "eased"
    RESOLVED = "resolved"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATE_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return TONES[self]


STATE_LABELS = dict(f08.STATES)
TONES = {State.OPEN: "no", State.EASED: "warn", State.RESOLVED: "ok"}
#: Those that somebody comes back to.
PENDING = (State.OPEN, State.EASED)
METHOD_LABELS = dict(f08.METHODS)


class View(StrEnum):
    """Which objections a list shows."""

    PENDING = "pending"
    ALL = "all"


VIEW_LABELS = {View.PENDING: _l("To be answered"), View.ALL: _l("All")}


def check_objection(
    words: str | None,
    kind: str | None,
    raised_on: date | None,
    *,
    kinds: Collection[str],
    today: date,
    opened_on: date,
) -> None:
    """Refuse an objection without words or type, raised in the future or before the opportunity was opened."""
    check_all(
        lambda: _check_words(words), lambda: _check_kind(kind, kinds), lambda: _check_raised(raised_on, today, opened_on)
    )  # fmt: skip


def _check_words(words: str | None) -> None:
    if not says(words, least=2):
        raise ObjectionRefused(_("Write it down as the customer said it."), field="words")


def _check_kind(kind: str | None, kinds: Collection[str]) -> None:
    if kind not in kinds:
        raise ObjectionRefused(_("Choose the type of the objection."), field="kind")


def _check_raised(raised_on: date | None, today: date, opened_on: date) -> None:
    if raised_on is None:
        return
    if raised_on > today:
        raise ObjectionRefused(_("This day is still to come."), field="raised_on")
    if raised_on < opened_on:
        sentence = _("The opportunity was opened on %(day)s only.", day=opened_on.isoformat())
        raise ObjectionRefused(sentence, field="raised_on")


def check_reply(
    method: str | None,
    points: str | None,
    state: str | None,
    next_on: date | None,
    *,
    today: date,
    raised_on: date,
) -> None:
    """Refuse an answer without its way, its points or its result, and without a next day until it is resolved."""
    check_all(
        lambda: _check_method(method), lambda: _check_points(points), lambda: check_state(state, next_on, today=today),
    )  # fmt: skip
    if raised_on > today:
        raise ObjectionRefused(_("This day is still to come."))


def _check_method(method: str | None) -> None:
    if method not in METHOD_LABELS:
        raise ObjectionRefused(_("Choose the way of answering."), field="method")


def _check_points(points: str | None) -> None:
    if not says(points, least=2):
        raise ObjectionRefused(_("Write what was answered."), field="points")


def check_state(state: str | None, next_on: date | None, *, today: date) -> None:
    """Refuse a state that is none, and one that is pending without the day on which somebody comes back to it."""
    if state not in tuple(State):
        raise ObjectionRefused(_("Choose how far it is resolved."), field="state")
    if state == State.RESOLVED:
        return
    if next_on is None:
        raise ObjectionRefused(_("Until it is resolved, write when you come back to it."), field="next_on")
    if next_on < today:
        raise ObjectionRefused(_("This day has already passed."), field="next_on")
    if next_on > today + FARTHEST:
        raise ObjectionRefused(_("This day is more than a year away. Check the year."), field="next_on")


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many objections an answer, or whatever else, resolved how many."""

    used: int = 0
    eased: int = 0
    resolved: int = 0

    @property
    def rate(self) -> Decimal | None:
        """The share resolved in per cent."""
        return percent(self.resolved, self.used)


def best_first(ids: Iterable[int], shares: dict[int, Share]) -> list[int]:
    """Order answers by the share that they resolved, then by how often they were used; untried ones come last."""

    def rank(answer_id: int) -> tuple[Decimal, int]:
        share = shares.get(answer_id, Share())
        return (-(share.rate if share.rate is not None else Decimal(-1)), -share.used)

    return sorted(ids, key=rank)
