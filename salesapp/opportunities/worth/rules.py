"""Which amount of an opportunity counts: what its contracts in force come to, else what is expected. Pure."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from salesapp.opportunities.rules import Status
from salesapp.words import lazy_gettext as _l


class Basis(StrEnum):
    """Where the amount comes from that is counted."""

    CONTRACT = "contract"
    FRAMEWORK = "framework"
    FORECAST = "forecast"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(BASIS_LABELS[self])


BASIS_LABELS = {
    Basis.CONTRACT: _l("Contracted amount"),
    Basis.FRAMEWORK: _l("Limit of the framework, no orders yet"),
    Basis.FORECAST: _l("Expected amount"),
}


def basis(contracted: Decimal | None, limit: Decimal | None = None) -> Basis:
    """Return which amount is told: that of the contracts as soon as one is in force; a framework alone has its limit."""
    if limit is not None:
        return Basis.FRAMEWORK
    return Basis.FORECAST if contracted is None else Basis.CONTRACT


def counted(expected: Decimal, contracted: Decimal | None) -> Decimal:
    """Return the amount that reviews, lists and statistics count."""
    return expected if contracted is None else contracted


def won_by_contract(status: str, close_reason: str | None, contracted: Decimal | None) -> bool:
    """Return whether a signed contract won it, or stands behind what was won by hand: such a one stays won (R6)."""
    return status == Status.WON and (close_reason is None or contracted is not None)
