"""When two customers are, or may be, the same, and what is said of it; how names are taken apart to be compared (3.2).

A core name of six characters has five pairs of neighbours. Whoever is similar shares most of them, so the pairs are
looked up and only who shares enough is judged: that costs as much as there are firms alike, not as there are customers.
Pure: names, codes and numbers are as stored; scores and limits are out of 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from salesapp.chinese.company_names import SHORTEST_PART, Verdict
from salesapp.customers.rules import word
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

LONGEST_CUT = 30


class DuplicateRefused(Refusal):
    """The customer, or one of its people, is registered already (3.2)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: as it would be stored. ``but`` is the customer being edited."""

    full_name: str = ""
    credit_code: str | None = None
    phone: str | None = None
    mobiles: tuple[str, ...] = ()
    landlines: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    but: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A customer that is, or may be, the same. Without a right on it only the masked line may be shown."""

    customer_id: int
    verdict: Verdict
    field: str  # what agrees: full_name, credit_code, mobile, phone, email
    row: int  # which contact, where that is what agrees
    full_name: str
    number: str
    kind: str
    owner_name: str  # masked where the person has no right on it
    last_contact_at: datetime | None
    visible: bool

    @property
    def hard(self) -> bool:
        """Whether it is the same for certain, and may not be registered again."""
        return self.verdict is Verdict.HARD

    @property
    def of_first_mobile(self) -> bool:
        """Whether it is the mobile of the first person of a sheet that agrees: this is said beside that field."""
        return self.hard and self.field == "mobile" and self.row == 0

    @property
    def kind_label(self) -> str:
        """How far the relation with them has come, in a word."""
        return word("kind", self.kind)

    @property
    def name(self) -> str | None:
        """The name, where this person may see the customer, or typed it whole: nobody collects names by typing parts."""
        return self.full_name if self.visible or (self.hard and self.field == "full_name") else None


def of_values(
    values: Mapping[str, Any], contacts: Sequence[Mapping[str, Any]] = (), but: int | None = None
) -> Asked:
    """Return what is to be compared of a registration."""
    return Asked(
        full_name=values.get("full_name") or "",
        credit_code=values.get("credit_code"),
        phone=values.get("phone"),
        mobiles=tuple(c.get("mobile") or "" for c in contacts),
        landlines=tuple(c.get("landline") or "" for c in contacts),
        addresses=tuple(c.get("email") or "" for c in contacts),
        but=but,
    )


def refusal_words(match: Match) -> str:
    """Return why a hard key refuses: what agrees, and whose customer it is."""
    what = {
        "full_name": _("This company is registered already"),
        "credit_code": _("This credit code is registered already"),
        "mobile": _("This mobile number is registered already"),
    }[match.field]
    if match.visible:
        return _("%(what)s: %(number)s %(name)s.", what=what, number=match.number, name=match.full_name)
    owner = match.owner_name or _("nobody")
    return _("%(what)s · owner %(owner)s. Ask your supervisor if this is yours.", what=what, owner=owner)


def form_field(match: Match) -> str:
    return f"contacts-{match.row}-mobile" if match.field == "mobile" else match.field


def parts_of(core: str) -> list[str]:
    """Return every piece of a core that could be another firm's whole core (from four characters)."""
    if len(core) > LONGEST_CUT:
        return [core]
    return [core[i:j] for i in range(len(core)) for j in range(i + SHORTEST_PART, len(core) + 1)]


def pieces(core: str) -> list[str]:
    """Return the different pairs of neighbours of a core name, in order; a single character has none."""
    return list(dict.fromkeys(core[i : i + 2] for i in range(len(core) - 1)))


def shared_at_least(length: int, pairs: int, other: int, limit: int) -> int:
    """Return how many pairs a name must share to be as similar as `limit` (of 100, rounded).

    Two names of m and n characters that are so similar have at least limit·(m + n)/200 of them in common, in order.
    Each further character of the asked name spoils two of its pairs at the most, each of the other name one.
    """
    common = ceil((limit - 0.5) * (length + other) / 200)
    return max(1, pairs - 2 * (length - common) - (other - common))


def lengths(length: int, limit: int) -> tuple[int, int]:
    """Return the shortest and the longest name that can be so similar: all of the shorter one stands in the longer."""
    share = (limit - 0.5) / 200
    return max(2, ceil(length * share / (1 - share))), int(length * (1 - share) / share)
