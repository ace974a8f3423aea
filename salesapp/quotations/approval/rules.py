"""What a quotation needs before anybody is asked to agree to it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from salesapp.chinese.texts import says
from salesapp.quotations.lines.rules import Listed
from salesapp.quotations.products.rules import price_words
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
    relisted: Sequence[str] = (),
) -> None:
    """Refuse at once all that is missing: lines, prices, a last day to come, the reason for a discount, the list of today."""
    check_all(
        lambda: _check_count(count),
        lambda: _check_prices(unpriced),
        lambda: _check_day(valid_until, today),
        lambda: _check_reason(asked, off_reason),
        lambda: _check_list(relisted),
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
        raise QuotationRefused(
            _("Others must agree to the price: write the reason for the discount."), field="off_reason"
        )


def _check_list(relisted: Sequence[str]) -> None:
    if relisted:
        raise QuotationRefused(
            _("The price list changed since: %(lines)s. Tick it to be measured by the list of today.",
              lines=_("; ").join(relisted)),
            field="fresh",
        )  # fmt: skip


def relisted_words(lines: Iterable[Any], changed: Mapping[int, Listed]) -> list[str]:
    """Say line by line what the list says now; of a floor price only that it changed, since not everybody sees it."""
    return [
        _("line %(no)s %(name)s: list price %(before)s, now %(now)s", no=one.seq, name=one.name,
          before=price_words(one.list_price), now=price_words(changed[one.seq].listed))
        if changed[one.seq].listed != one.list_price
        else _("line %(no)s %(name)s: another floor price", no=one.seq, name=one.name)
        for one in lines
        if one.seq in changed
    ]  # fmt: skip
