"""Who must agree to a discount: by the owner's role, by product, by the floor price, and on the whole. Pure.

It is reckoned from the prices themselves, never from a percentage rounded for show. The deepest line decides, and the whole
is asked too, so that a deep discount cannot be spread thinly. Below a floor finance is asked, whatever the discount. A line
below nothing is a discount on the others, whatever it is called: it counts into each of them as one on the whole does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum

from salesapp.quotations.reckoning.rules import spread
from salesapp.rights.rules import Role
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

HUNDRED = Decimal(100)


class Level(IntEnum):
    """How far a discount reaches."""

    REP = 0
    SUPERVISOR = 1
    DIRECTOR = 2
    BEYOND = 3


LEVEL_LABELS = {
    Level.REP: _l("within the representative's own authority"),
    Level.SUPERVISOR: _l("within the supervisor's authority"),
    Level.DIRECTOR: _l("within the director's authority"),
    Level.BEYOND: _l("beyond the director's border"),
}
#: What each role may give by itself.
OWN = {Role.REP: Level.REP, Role.SUPERVISOR: Level.SUPERVISOR, Role.DIRECTOR: Level.DIRECTOR}
#: Who is asked for what lies above the owner's own authority; beyond every border finance signs beside the director.
ASKED = {
    Level.SUPERVISOR: frozenset({Role.SUPERVISOR}),
    Level.DIRECTOR: frozenset({Role.DIRECTOR}),
    Level.BEYOND: frozenset({Role.DIRECTOR, Role.FINANCE}),
}
BELOW_FLOOR = Role.FINANCE
#: Who looks at what nothing measures where its owner's own authority would do: nobody agrees to that alone.
SECOND = {Role.REP: Role.SUPERVISOR, Role.SUPERVISOR: Role.DIRECTOR, Role.DIRECTOR: Role.FINANCE}


@dataclass(frozen=True, slots=True)
class Borders:
    """Up to how many per cent off each role gives by itself; none: the role's own border holds."""

    rep: Decimal | None = None
    supervisor: Decimal | None = None
    director: Decimal | None = None

    def before(self, others: Borders) -> Borders:
        """Return these borders, and the others where these say nothing: a product's go before the role's."""
        return Borders(
            others.rep if self.rep is None else self.rep,
            others.supervisor if self.supervisor is None else self.supervisor,
            others.director if self.director is None else self.director,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A line as its discount is judged: what is really paid for all of it, and what list and floor would ask."""

    no: int
    name: str
    quantity: Decimal
    paid: Decimal
    list_price: Decimal | None
    floor_price: Decimal | None = None
    own: Borders = Borders()
    #: Whether it is called otherwise than the product whose prices it is measured by.
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one line, or of the whole (no 0)."""

    no: int
    name: str
    level: Level
    off: Decimal | None
    below_floor: bool = False
    renamed: bool = False

    @property
    def unmeasured(self) -> bool:
        """Whether there is nothing to measure its price by, and that is to be looked at."""
        return self.level > Level.REP and (self.off is None or self.renamed)


def off_of(paid: Decimal, listed: Decimal) -> Decimal:
    """Return how many per cent are off; below nothing it is a rise."""
    return HUNDRED - paid * HUNDRED / listed if listed else Decimal(0)


def level_of(paid: Decimal, listed: Decimal, borders: Borders) -> Level:
    """Return how far a discount reaches, by the prices: on a border is within it."""
    for level, border in (
        (Level.REP, borders.rep),
        (Level.SUPERVISOR, borders.supervisor),
        (Level.DIRECTOR, borders.director),
    ):
        if border is not None and paid * HUNDRED >= listed * (HUNDRED - border):
            return level
    return Level.BEYOND


def judged(line: Asked, borders: Borders, *, without_list: Level = Level.SUPERVISOR) -> Finding:
    """Judge one line; what has no list price, or another name than its product, goes to ``without_list`` at least.

    A line that lowers the whole is judged with the others.
    """
    below = line.floor_price is not None and line.paid < line.floor_price * line.quantity
    if line.quantity < 0:
        return Finding(line.no, line.name, Level.REP, Decimal(0))
    if line.list_price is None:
        return Finding(line.no, line.name, without_list, None, below)
    listed = line.list_price * line.quantity
    level = level_of(line.paid, listed, line.own.before(borders))
    renamed = line.renamed and without_list > Level.REP
    if renamed:
        level = max(level, without_list)
    return Finding(line.no, line.name, level, off_of(line.paid, listed), below, renamed)


def is_called_otherwise(line: tuple[str, str, str], product: tuple[str, str, str]) -> bool:
    """Tell whether name, specification and unit of a line say something else than those of its product.

    What is left blank says nothing else, and a specification may say more.
    """
    (name, spec, unit), (own_name, own_spec, own_unit) = map(_folded, line), map(_folded, product)
    return name != own_name or (spec != "" and own_spec not in spec) or (unit != "" and unit != own_unit)


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def whole(lines: Iterable[Asked], borders: Borders) -> Finding | None:
    """Judge all lines together: what has a list price, and what lowers the whole; None where nothing can be measured.

    What is taken back lowers what is paid, never what the list would ask: else a thing taken back would pay for a discount.
    """
    counted = [line for line in lines if line.list_price is not None or line.quantity < 0]
    listed = sum(
        (
            line.list_price * line.quantity
            for line in counted
            if line.list_price is not None and line.quantity > 0
        ),
        Decimal(0),
    )
    if listed <= 0:
        return None
    given = sum((line.paid for line in counted), Decimal(0))
    return Finding(0, _("The whole"), level_of(given, listed, borders), off_of(given, listed))


def findings(
    lines: Sequence[Asked], borders: Borders, *, without_list: Level = Level.SUPERVISOR
) -> list[Finding]:
    """Judge a quotation: every line with its part of what lowers the whole, then the whole."""
    found = [judged(line, borders, without_list=without_list) for line in lowered(lines)]
    together = whole(lines, borders)
    return [*found, together] if together else found


def lowered(lines: Sequence[Asked]) -> list[Asked]:
    """Return the lines with what is really paid for each, once the lines below nothing are spread over the others."""
    below = -sum((line.paid for line in lines if line.quantity < 0), Decimal(0))
    paid = [line.paid if line.quantity > 0 else Decimal(0) for line in lines]
    parts = spread(below, paid)
    return [replace(line, paid=line.paid - part) for line, part in zip(lines, parts, strict=True)]


def deepest(found: Iterable[Finding]) -> Level:
    """Return how far the deepest discount reaches."""
    return max((one.level for one in found), default=Level.REP)


def roles_asked(found: Sequence[Finding], owner_role: str) -> set[Role]:
    """Return who must agree: for what lies above the owner's own authority, and finance for what lies below a floor.

    What nothing measures is agreed to by somebody else than its owner, whoever that is.
    """
    level, role = deepest(found), Role(owner_role)
    asked = set(ASKED[level]) if level > OWN.get(role, Level.REP) else set()
    if not asked and any(one.unmeasured for one in found):
        asked = {SECOND.get(role, Role.SUPERVISOR)}
    return asked | {BELOW_FLOOR} if any(one.below_floor for one in found) else asked


def blind(found: Iterable[Finding]) -> list[Finding]:
    """Return what is found without the floors: whoever does not see them learns nothing of them by trying prices."""
    return [replace(one, below_floor=False) for one in found]


def reasons(found: Sequence[Finding], owner_role: str, *, floors: bool = True) -> list[str]:
    """Say line by line what must be agreed to; floors are named without their figure, and only to who sees them."""
    own = OWN.get(Role(owner_role), Level.REP)
    told = []
    for one in found:
        said = []
        if one.unmeasured and one.off is None:
            said.append(_("no list price to measure it by"))
        elif one.level > own and not (one.renamed and (one.off or 0) <= 0):
            said.append(_("%(off)s off: %(level)s", off=off_words(one.off), level=LEVEL_LABELS[one.level]))
        if one.renamed:
            said.append(_("called otherwise than the product whose list price it has"))
        if one.below_floor and floors:
            said.append(_("below the floor price"))
        if said:
            where = _("Line %(no)s %(name)s", no=one.no, name=one.name) if one.no else one.name
            told.append(_("%(where)s: %(what)s", where=where, what=_(", ").join(said)))
    return told


def off_words(off: Decimal | None) -> str:
    """Write a discount in both ways: 减 15.79 %（8.42 折）; a rise as a rise; one that would round onto a border in full."""
    if off is None:
        return "/"
    if off == 0:
        return _("at the list price")
    if off < 0:
        return _("%(percent)s %% more", percent=_plain(-off))
    fold = (HUNDRED - off) / 10
    return _("%(percent)s %% off (%(fold)s fold)", percent=_plain(off), fold=_plain(fold))


def _plain(number: Decimal) -> str:
    """Return a number with as few places as tell it from a whole one: two, or more where two would hide a difference."""
    for places in ("0.01", "0.0001", "0.000001"):
        found = number.quantize(Decimal(places))
        if found == number or (found != found.to_integral_value() and places == "0.01"):
            break
        if found != found.to_integral_value():
            break
    text = f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
