"""What is asked before a contract is void: money that was received on it. Pure."""

from __future__ import annotations

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
