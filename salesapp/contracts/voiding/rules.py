"""What is asked before a contract is void: money that was received on it, and what hangs on it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from salesapp.contracts.rules import ContractRefused
from salesapp.words import gettext as _


def check_no_money(received: Decimal | int) -> None:
    """Refuse to void a contract on which money was received: finance moves it to the customer's advance, or refunds it."""
    if received:
        raise ContractRefused(
            _("%(amount)s yuan were received on this contract. Ask finance to keep them as the customer's advance or to "
              "refund them; then it can be voided.", amount=f"{received:,.2f}")
        )  # fmt: skip


def check_hanging(ending: Sequence[str], going_on: Sequence[tuple[str, str]], *, agreed: bool) -> None:
    """Ask once where something ends with a void contract, or goes on and is to be looked after: all of it is named."""
    if agreed or not (ending or going_on):
        return
    parts = [_("with it end: %(what)s", what=_(", ").join(ending))] if ending else []
    parts += [f"{what} — {becomes}" for what, becomes in going_on]
    raise ContractRefused(
        _("Something hangs on this contract. %(what)s. Tick it if that is meant.", what=_("; ").join(parts)),
        field="agreed",
    )
