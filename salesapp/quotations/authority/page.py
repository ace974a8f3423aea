"""The try-out: to whom a price would go, by borders in force or only thought of. It asks the function that the route asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesapp.approvals.route.rules import route, route_words
from salesapp.quotations.authority.rules import Asked, Borders, findings, off_words, reasons, roles_asked
from salesapp.quotations.reckoning.rules import paid
from salesapp.rights.rules import ROLE_LABELS
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try."""

    off: str
    way: str
    reasons: list[str]


def tried(
    *,
    listed: Decimal | None,
    floor: Decimal | None,
    price: Decimal,
    off: Decimal | None,
    owner: str,
    borders: Borders,
) -> Tried:
    """Return to whom a price would go."""
    given = paid(Decimal(1), price, off or Decimal(0))
    found = findings([Asked(1, "", Decimal(1), given, listed, floor)], borders)
    seats = route(roles_asked(found, owner), submitter_role=owner)
    way = route_words((seat.seq, str(ROLE_LABELS[seat.role])) for seat in seats)
    return Tried(
        off_words(found[0].off),
        way or _("nobody: within the owner’s own authority"),
        reasons(found[:1], owner),
    )
