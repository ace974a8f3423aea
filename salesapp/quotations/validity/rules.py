"""Until when a quotation holds: its last day counts until midnight where the team works (F09 有效期至). Pure."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum

from salesapp.quotations.rules import IN_FORCE, QuotationRefused, Status
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext


class Unit(StrEnum):
    """In what the validity is counted."""

    DAYS = "days"
    MONTHS = "months"


UNIT_LABELS = {Unit.DAYS: lazy_pgettext("validity", "days"), Unit.MONTHS: lazy_pgettext("validity", "months")}
#: The longest that may be typed.
MOST = {Unit.DAYS: 730, Unit.MONTHS: 24}


def last_day(quoted_on: date, count: int, unit: str = Unit.DAYS) -> date:
    """Return the last day: the day of quoting is not counted, months end at the end of a shorter month."""
    if unit == Unit.DAYS:
        return quoted_on + timedelta(days=count)
    months = quoted_on.month - 1 + count
    year, month = quoted_on.year + months // 12, months % 12 + 1
    return date(year, month, min(quoted_on.day, calendar.monthrange(year, month)[1]))


def check_validity(count: int | None, unit: str) -> None:
    """Refuse a validity that ends before it begins, or in the far future."""
    if count is None:
        raise QuotationRefused(_("Say how long it holds."), field="valid_count")
    if count < 0:
        raise QuotationRefused(_("It would end before it begins."), field="valid_count")
    if count > MOST[Unit(unit)]:
        raise QuotationRefused(
            _("At most %(count)s %(unit)s.", count=MOST[Unit(unit)], unit=UNIT_LABELS[Unit(unit)]),
            field="valid_count",
        )


def is_over(valid_until: date, today: date) -> bool:
    """Tell whether the last day has passed; ``today`` is the day where the team works."""
    return today > valid_until


def lapses(status: str, valid_until: date, today: date) -> bool:
    """Tell whether a quotation lapses tonight: only what binds us, never what was won, lost or replaced."""
    return status in IN_FORCE and is_over(valid_until, today)


def days_left(valid_until: date, today: date) -> int:
    """Return how many days follow today until the last one; 0 on the last."""
    return (valid_until - today).days


def warns(status: str, valid_until: date, today: date, *, before: int) -> bool:
    """Tell whether the end is so near that the owner is told."""
    return status in IN_FORCE and 0 <= days_left(valid_until, today) <= before


def check_in_force(status: str, valid_until: date, today: date, *, number: str) -> None:
    """Refuse to make a contract of what no longer holds: it is prolonged by a new version, or made anew."""
    if status == Status.LAPSED or is_over(valid_until, today):
        raise QuotationRefused(
            _(
                "%(number)s held until %(day)s. Prolong it by a new version, or quote anew.",
                number=number, day=valid_until.isoformat(),
            )
        )  # fmt: skip
