"""What a try-out shows: the way of one contract, old beside new, and what changes at every border."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesapp.approvals.tryouts import rules
from salesapp.approvals.tryouts.rules import Case, Ruleset
from salesapp.policies.queries import declared, policy
from salesapp.policies.rules import Band, parse
from salesapp.web.formats import yuan
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Tried:
    """The way of one contract."""

    case: str
    now: str
    then: str
    #: Each border of the bands: amount, the way as typed.
    borders: Sequence[tuple[str, str]]

    @property
    def changes(self) -> bool:
        """Whether the rules as typed lead elsewhere."""
        return self.now != self.then


def in_force() -> Ruleset:
    """Return the rules that are in force."""
    return Ruleset(policy("approval_bands"), policy("approval_nonstandard_director"))


def as_typed(values: Mapping[str, Any]) -> Ruleset:
    """Return the rules as they are typed, once they were checked."""
    bands: tuple[Band, ...] = parse(declared()["approval_bands"], values["approval_bands"])
    return Ruleset(bands, bool(values["approval_nonstandard_director"]))


def tried(case: Case, then: Ruleset | None = None) -> Tried:
    """Return the way of one contract by the rules in force, and by those that are only typed yet."""
    now = in_force()
    then = then or now
    words = _("A contract of %(amount)s yuan", amount=yuan(case.amount))
    if case.nonstandard:
        words += _(" with a non-standard clause")
    at = [
        (yuan(amount), rules.way(replace(case, amount=amount), then)) for amount in rules.borders(then.bands)
    ]
    return Tried(words, rules.way(case, now), rules.way(case, then), at)
