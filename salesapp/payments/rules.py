"""What payments share: what cannot be done about money, and how many days late an instalment is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesapp.refusals import NotAllowed, Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

FEN = Decimal("0.01")
NOTHING = Decimal("0.00")


class PaymentRefused(Refusal):
    """The money cannot be booked as it was typed."""


class FinanceOnly(NotAllowed):
    """Only finance confirms money."""


def finance_only() -> FinanceOnly:
    """Return the refusal of whoever is not finance."""
    return FinanceOnly(_("Money is confirmed by finance."))


def days_late(due_on: date | None, as_of: date) -> int:
    """Return the days that an instalment is overdue; the day itself is not late."""
    return max((as_of - due_on).days, 0) if due_on else 0


class State(StrEnum):
    """Where an instalment stands."""

    UNMET = "unmet"
    OPEN = "open"
    PART = "part"
    LATE = "late"
    BILL = "bill"
    PAID = "paid"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATE_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {State.LATE: "no", State.PART: "warn", State.BILL: "blue", State.PAID: "ok"}.get(self, "")


STATE_LABELS = {
    State.UNMET: _l("Condition not met"),
    State.OPEN: _l("Not received"),
    State.PART: _l("Partly received"),
    State.LATE: _l("Overdue"),
    State.BILL: _l("Bill in hand"),
    State.PAID: lazy_pgettext("money", "Received"),
}


def state_of(
    *,
    amount: Decimal,
    received: Decimal,
    in_hand: Decimal,
    written_off: Decimal,
    due_on: date | None,
    as_of: date,
) -> State:
    """Return where an instalment stands: one fen that is open is not received."""
    left = amount - received - written_off
    if left <= 0:
        return State.PAID
    if in_hand >= left:
        return State.BILL
    if due_on is None:
        return State.UNMET
    if due_on < as_of:
        return State.LATE
    return State.PART if received or written_off else State.OPEN


class View(StrEnum):
    """Which instalments a list shows."""

    OPEN = ""
    LATE = "late"
    SOON = "soon"
    BILLS = "bills"
    UNMET = "unmet"
    PAID = "paid"


VIEW_LABELS: Mapping[View, object] = {
    View.OPEN: _l("All open"),
    View.LATE: _l("Overdue"),
    View.SOON: _l("Due within 30 days"),
    View.BILLS: _l("Bill in hand"),
    View.UNMET: _l("Condition not met"),
    View.PAID: lazy_pgettext("money", "Received"),
}
#: How many days ahead what falls due is shown.
AHEAD = 30


def check_reason(reason: str | None) -> str:
    """Refuse to take a row back without saying why."""
    words = (reason or "").strip()
    if not words:
        raise PaymentRefused(_("Say why: the counter-row keeps it."), field="reason")
    return words
