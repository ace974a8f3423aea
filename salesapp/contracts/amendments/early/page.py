"""What becomes of an early ending that is agreed for a day ahead, in words."""

from __future__ import annotations

from salesapp.contracts.amendments.rules import Kind
from salesapp.contracts.models import Contract
from salesapp.web import clock
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


def instead(contract: Contract, kind: str) -> str:
    """Say what becomes of an early ending that is agreed for a day ahead, once this is in force; mostly nothing."""
    day, early = contract.ends_ahead(clock.today()), contract.early_ending()
    if day is None or early is None:
        return ""
    if kind == Kind.ENDING:
        return _("It takes the place of the early ending that is agreed for %(day)s.", day=day)
    return _(
        "The early ending agreed for %(day)s is taken back with it: the contract goes on. Before, its last day was "
        "%(last)s and its amount ¥%(amount)s.",
        day=day, last=iso(early.ends_before) or "/", amount=yuan(early.amount_before),
    )  # fmt: skip
