"""What became of a bill that matured. Pure."""

from __future__ import annotations

from datetime import date

from salesapp.payments.rules import PaymentRefused
from salesapp.words import gettext as _


def check_answer(*, waits: bool, matures_on: date | None, answered_on: date | None, today: date) -> None:
    """Refuse to say what became of a bill that asks for nothing, before it matures, or on a day to come (P15, P16)."""
    if not waits or matures_on is None:
        raise PaymentRefused(_("This bill waits for no answer: look at it again."))
    if answered_on is None:
        return
    if answered_on > today:
        raise PaymentRefused(_("This day has not come yet."), field="answered_on")
    if answered_on < matures_on:
        raise PaymentRefused(
            _("It matures on %(day)s: what became of it is known then.", day=matures_on), field="answered_on"
        )
