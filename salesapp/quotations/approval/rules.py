"""What a quotation needs before anybody is asked to agree to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salesapp.chinese.texts import says
from salesapp.quotations.rules import QuotationRefused
from salesapp.quotations.validity.rules import is_over
from salesapp.refusals import check_all
from salesapp.words import gettext as _


def check(
    *,
    count: int,
    unpriced: Sequence[str],
    valid_until: date,
    today: date,
    asked: bool,
    off_reason: str | None,
) -> None:
    """Refuse at once all that is missing: lines, prices, a last day to come, the reason for a discount."""
    check_all(
        lambda: _check_count(count),
        lambda: _check_prices(unpriced),
        lambda: _check_day(valid_until, today),
        lambda: _check_reason(asked, off_reason),
    )


def _check_count(count: int) -> None:
    if not count:
        raise QuotationRefused(_("There is no line yet."))


def _check_prices(unpriced: Sequence[str]) -> None:
    if unpriced:
        raise QuotationRefused(
            _("The price is missing: %(lines)s. Blank is not 0.", lines=_(", ").join(unpriced))
        )


def _check_day(valid_until: date, today: date) -> None:
    if is_over(valid_until, today):
        raise QuotationRefused(_("Its last day has passed: %(day)s.", day=valid_until.isoformat()))


def _check_reason(asked: bool, off_reason: str | None) -> None:
    if asked and not says(off_reason, least=2):
        raise QuotationRefused(_("Others must agree to the price: write the reason for the discount."))
