"""Invoices: requested, issued with a number of twenty figures, taken back by a red one, delivered to somebody. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesapp.payments.rules import FEN, NOTHING, PaymentRefused
from salesapp.quotations.reckoning.rules import EXEMPT
from salesapp.refusals import check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

LENGTH = 20


class Status(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    PART = "part"
    ISSUED = "issued"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATUS_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {Status.ASKED: "warn", Status.PART: "blue", Status.ISSUED: "ok", Status.RETURNED: "no"}.get(
            self, ""
        )


STATUS_LABELS = {
    Status.ASKED: lazy_pgettext("invoice", "Requested"),
    Status.PART: lazy_pgettext("invoice", "Partly issued"),
    Status.ISSUED: lazy_pgettext("invoice", "Issued"),
    Status.RETURNED: lazy_pgettext("invoice", "Returned"),
    Status.WITHDRAWN: lazy_pgettext("invoice", "Withdrawn"),
}
TO_ISSUE = (Status.ASKED, Status.PART)
#: What counts as requested.
COUNTED = (Status.ASKED, Status.PART, Status.ISSUED)


class View(StrEnum):
    """Which requests a list shows."""

    OPEN = ""
    RETURNED = "returned"
    ISSUED = "issued"
    ALL = "all"


VIEW_LABELS = {
    View.OPEN: _l("To be issued"), View.RETURNED: lazy_pgettext("invoice", "Returned"),
    View.ISSUED: lazy_pgettext("invoice", "Issued"), View.ALL: _l("All"),
}  # fmt: skip


def read_number(typed: str | None) -> str:
    """Return the number of an invoice: twenty figures, blanks and full-width ones are taken as they are meant."""
    text = "".join(unicodedata.normalize("NFKC", typed or "").split())
    if "E+" in text.upper():
        raise PaymentRefused(
            _("A spreadsheet has cut this number: set the cell to text and copy it again."), field="number"
        )
    if not text.isascii() or not text.isdigit() or len(text) != LENGTH:
        raise PaymentRefused(
            _("The number of an invoice has 20 figures, this one has %(count)s.", count=len(text)),
            field="number",
        )
    return text


def check_request(
    amount: Decimal, *, node: Decimal | None, node_asked: Decimal, contract: Decimal, asked: Decimal
) -> None:
    """Refuse to ask for more than the instalment, or over all for more than the contract; red ones are taken off."""
    check_all(
        lambda: _check_node(amount, node, node_asked),
        lambda: _check_asked(amount, contract - asked),
    )


def _check_node(amount: Decimal, node: Decimal | None, node_asked: Decimal) -> None:
    if node is not None and node_asked + amount > node:
        share = ((node_asked + amount) * 100 / node).quantize(Decimal(1))
        raise PaymentRefused(
            _("Together %(share)s%% of this instalment would be requested; %(left)s yuan are left.", share=share,
              left=f"{max(node - node_asked, NOTHING):,.2f}"),
            field="node_id",
        )  # fmt: skip


def _check_asked(amount: Decimal, left: Decimal) -> None:
    if amount <= 0 or amount != amount.quantize(FEN):
        raise PaymentRefused(_("An invoice is over more than nothing, to the fen."), field="lines-0-gross")
    if amount > left:
        raise PaymentRefused(
            _("Over all %(left)s yuan of this contract can still be requested.", left=f"{max(left, NOTHING):,.2f}"),
            field="lines-0-gross",
        )  # fmt: skip


def check_contract(in_force: bool) -> None:
    """Refuse an invoice on a contract that is void, or not signed yet."""
    if not in_force:
        raise PaymentRefused(_("Nothing is invoiced on a contract that is not in force."))


def first_kind(rates: Iterable[str]) -> str:
    """Return the type of invoice that a request begins with: of what is wholly exempt none can be deducted."""
    return "general" if set(rates) == {EXEMPT} else "special"


def check_rates(lines: Iterable[tuple[str, Decimal]]) -> None:
    """Refuse to take more off under a rate than is invoiced under it: else the tax is that of another sum."""
    sums: dict[str, Decimal] = {}
    for rate, gross in lines:
        sums[rate] = sums.get(rate, NOTHING) + gross
    if any(gross < 0 for gross in sums.values()):
        raise PaymentRefused(
            _("What is taken off stands under the rate of what it is taken off from."), field="lines-0-gross"
        )


def check_room(amount: Decimal, left: Decimal) -> None:
    """Refuse to issue more than the contract comes to now: a supplement may have lowered it since it was asked for."""
    if amount > left:
        raise PaymentRefused(
            _(
                "Over all %(left)s yuan of this contract can still be issued.",
                left=f"{max(left, NOTHING):,.2f}",
            ),
            field="amount",
        )


def check_issue(amount: Decimal | None, left: Decimal, issued_on: date | None, today: date) -> Decimal:
    """Refuse to issue nothing, more than was requested, or on a day to come."""
    check_all(lambda: check_day(issued_on, today, field="issued_on"), lambda: _check_left(amount, left))
    return amount or NOTHING


def check_day(day: date | None, today: date, *, field: str) -> None:
    """Refuse a day that has not come."""
    if day is not None and day > today:
        raise PaymentRefused(_("This day has not come yet."), field=field)


def _check_left(amount: Decimal | None, left: Decimal) -> None:
    if amount is None or amount <= 0 or amount != amount.quantize(FEN):
        raise PaymentRefused(_("Give an amount, more than nothing, to the fen."), field="amount")
    if amount > left:
        raise PaymentRefused(
            _("Only %(left)s yuan are still to be issued.", left=f"{left:,.2f}"), field="amount"
        )


def too_much_issued(*, contract: Decimal, issued: Decimal) -> Decimal:
    """Return what red invoices must take back: what is issued above what the contract is worth, nothing once it is void."""
    return max(issued - contract, NOTHING)


def check_red(amount: Decimal | None, left: Decimal) -> Decimal:
    """Refuse a red invoice over more than what was issued and is not red yet."""
    if amount is None or amount <= 0 or amount != amount.quantize(FEN):
        raise PaymentRefused(_("Give an amount, more than nothing, to the fen."), field="amount")
    if amount > left:
        raise PaymentRefused(
            _("At most %(left)s yuan of this invoice can be red.", left=f"{left:,.2f}"), field="amount"
        )
    return amount


def difference_words(
    requested: Decimal, issued: Decimal, paid: Decimal, *, worth: Decimal | None = None
) -> str:
    """Say how requested, issued and paid differ, and what is issued above what the contract is worth; nothing if all is one."""
    too_much = too_much_issued(contract=worth, issued=issued) if worth is not None else NOTHING
    parts = [_("red invoices must take %(gap)s yuan back", gap=f"{too_much:,.2f}")] if too_much else []
    if issued < requested:
        parts.append(_("%(gap)s yuan requested are not issued", gap=f"{requested - issued:,.2f}"))
    if paid > issued:
        parts.append(_("%(gap)s yuan more are paid than issued", gap=f"{paid - issued:,.2f}"))
    if issued > paid:
        parts.append(_("%(gap)s yuan issued are not paid", gap=f"{issued - paid:,.2f}"))
    return _("; ").join(parts)


def check_delivered(to: str | None) -> str:
    """Refuse to deliver to nobody."""
    words = (to or "").strip()
    if not words:
        raise PaymentRefused(_("Say to whom it was delivered."), field="delivered_to")
    return words
