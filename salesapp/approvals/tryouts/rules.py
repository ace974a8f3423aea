"""What the bands would ask of a contract, by rules that are in force or only typed yet (3.6b). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from salesapp.approvals.route.rules import plan, route_words
from salesapp.policies.rules import Band
from salesapp.refusals import Refusal
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.words import gettext as _


class TryRefused(Refusal):
    """There is nothing to try."""


@dataclass(frozen=True, slots=True)
class Case:
    """A contract that is tried: its amount, whether a clause deviates, who submits it."""

    amount: Decimal
    nonstandard: bool = False
    by: str = Role.REP


@dataclass(frozen=True, slots=True)
class Ruleset:
    """What decides on the way: the bands, and whether a deviation goes to the director."""

    bands: tuple[Band, ...]
    nonstandard_to_director: bool


def check_amount(amount: Decimal | None) -> Decimal:
    """Refuse to try nothing."""
    if amount is None or amount <= 0:
        raise TryRefused(_("Give an amount, more than nothing."), field="try_amount")
    return amount


def way(case: Case, rules: Ruleset) -> str:
    """Write the way that a contract would go: the real route and the try-out are one function."""
    seats = plan(
        case.amount,
        bands=rules.bands,
        nonstandard=case.nonstandard,
        nonstandard_to_director=rules.nonstandard_to_director,
        submitter_role=case.by,
    )
    return route_words((seat.seq, str(ROLE_LABELS[seat.role])) for seat in seats)


def borders(bands: Iterable[Band]) -> list[Decimal]:
    """Return the amounts at which the way changes, one fen below each and the amount itself."""
    fen = Decimal("0.01")
    return [amount for band in bands if band.below is not None for amount in (band.below - fen, band.below)]
