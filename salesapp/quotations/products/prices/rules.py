"""The price list in versions: from when until when, by whom and why; the newest in force counts (F09 目录价). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesapp.chinese.texts import says
from salesapp.quotations.products.rules import ProductRefused, check_price
from salesapp.refusals import check_all
from salesapp.words import Worded
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class State(Worded):
    """Where a version of the list, or a price of it, stands on a day."""

    TO_COME = "to_come"
    IN_FORCE = "in_force"
    OVER = "over"
    REPLACED = "replaced"


STATE_LABELS = State.say(
    {
        State.TO_COME: _l("to come"), State.IN_FORCE: _l("in force"), State.OVER: _l("over"),
        State.REPLACED: _l("replaced"),
    },
    {State.TO_COME: "blue", State.IN_FORCE: "ok"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs by the list, and the floor below which finance is asked."""

    listed: Decimal
    floor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A price in one version of the list: from when until when it is in force; ``no`` orders versions of the same day."""

    no: int
    starts_on: date
    ends_on: date | None
    price: Price


def in_force(versions: Iterable[Version], day: date) -> Price | None:
    """Return the price of a day: of the versions that hold on it, the one that began last."""
    held = [one for one in versions if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)]
    best = max(held, key=lambda one: (one.starts_on, one.no), default=None)
    return best.price if best else None


def check_period(starts_on: date | None, ends_on: date | None) -> None:
    """Refuse a version without its first day, or that ends before it begins."""
    if starts_on is None:
        raise ProductRefused(_("Say from which day the prices hold."), field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise ProductRefused(_("It would end before it begins."), field="ends_on")


def check_reason(reason: str | None) -> str:
    """Refuse a version that says nothing about why."""
    if not says(reason, least=2):
        raise ProductRefused(_("Write why the prices change."), field="reason")
    return (reason or "").strip()


def check_prices(listed: Decimal | None, floor: Decimal | None, places: int) -> None:
    """Refuse a missing list price, and a floor above it."""
    if listed is None:
        raise ProductRefused(_("The list price is missing: blank is not 0."), field="list_price")
    check_all(
        lambda: check_price(listed, places, field="list_price"),
        lambda: check_price(floor, places, field="floor_price"),
    )
    if floor is not None and floor > listed:
        raise ProductRefused(_("The floor lies above the list price."), field="floor_price")


def check_end(starts_on: date, ends_on: date | None, today: date) -> None:
    """Refuse to let a version end in the past: what was quoted by it stays so."""
    if ends_on is None or ends_on < starts_on:
        raise ProductRefused(_("It would end before it begins."), field="ends_on")
    if ends_on < today:
        raise ProductRefused(
            _("This day has already passed: prices of the past stay as they were."), field="ends_on"
        )
