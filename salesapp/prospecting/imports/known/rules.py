"""Who is known, by the keys that make two companies one and by those that only hint; names found by how alike they are. Pure."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz

from salesapp.chinese import company_names, emails, phone_search
from salesapp.chinese.company_names import SHORTEST_PART, SHORTEST_SOUND, SIMILAR, Verdict
from salesapp.customers.duplicates.rules import lengths, pieces, shared_at_least
from salesapp.prospecting.imports.rows.rules import Company
from salesapp.words import gettext as _

COMMON = 1500  # firms that share a pair of characters: it tells nothing


class Kind(StrEnum):
    """What a row agrees with."""

    CUSTOMER = "customer"
    PROSPECT = "prospect"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody known: a customer, a row of a list, or a row of this table; ``visible`` is whether the person may see it.

    ``here`` is whether it is a row of the list that is imported into, or of this table.
    """

    kind: Kind
    id: int
    name: str
    number: str
    visible: bool = True
    here: bool = True

    @property
    def words(self) -> str:
        """Who it is, as far as this person may know."""
        if not self.visible:
            return somebody()
        if self.kind == Kind.ROW:
            return _("row %(number)s %(name)s", number=self.number, name=self.name)
        return f"{self.number} {self.name}"


def somebody() -> str:
    """Say that a company is a colleague's, of whom one may not know more."""
    return _("A colleague has it registered: ask your supervisor.")


@dataclass(slots=True)
class Known:
    """Who is known of those that the rows name, by the keys that make two of them one, and by those that only hint."""

    names: dict[str, Target] = field(default_factory=dict)
    codes: dict[str, Target] = field(default_factory=dict)
    mobiles: dict[str, Target] = field(default_factory=dict)
    numbers: dict[str, Target] = field(default_factory=dict)
    domains: dict[str, Target] = field(default_factory=dict)
    cores: dict[str, Target] = field(default_factory=dict)
    sounds: dict[str, Target] = field(default_factory=dict)

    def add(self, target: Target, *, name_key: str = "", code: str | None = None, mobiles: Iterable[str | None] = (),
            numbers: Iterable[str | None] = (), domains: Iterable[str | None] = (), core: str = "") -> None:  # fmt: skip
        """Remember somebody by their keys; who was there first stays."""
        cores = (core,) if len(core) > 1 else ()
        sounds = (sound_of(core),) if len(core) >= SHORTEST_SOUND else ()
        for table, keys in ((self.names, (name_key,)), (self.codes, (code,)), (self.mobiles, mobiles),
                            (self.numbers, numbers), (self.domains, domains), (self.cores, cores),
                            (self.sounds, sounds)):  # fmt: skip
            for key in keys:
                if key:
                    table.setdefault(key, target)


@dataclass(frozen=True, slots=True)
class Keys:
    """What a company is compared by."""

    name: str
    core: str
    code: str | None
    mobiles: tuple[str, ...]
    numbers: tuple[str, ...]
    domains: tuple[str, ...]

    @property
    def sound(self) -> str:
        """How the core sounds; nothing for one too short to tell by."""
        return sound_of(self.core) if len(self.core) >= SHORTEST_SOUND else ""


def keys_of(company: Company) -> Keys:
    """Return what a row's company is compared by."""
    return keys_of_stored(company.name, company.values, [person.values for person in company.people])


def keys_of_stored(name: str, values: Mapping[str, Any], people: Sequence[Mapping[str, Any]]) -> Keys:
    """Return what a company is compared by, from its values and people as they are kept."""
    phones = [values.get("phone"), *(person.get("landline") for person in people)]
    numbers = (phone_search.comparable(part) for phone in phones if phone for part in phone.split("/"))
    domains = (emails.company_domain(person.get("email")) for person in people)
    return Keys(
        company_names.normalise(name)[:200],
        company_names.core(name)[:200],
        values.get("credit_code"),
        tuple(person["mobile"] for person in people if person.get("mobile")),
        tuple(dict.fromkeys(number for number in numbers if number)),
        tuple(dict.fromkeys(domain for domain in domains if domain)),
    )


def filled_up(values: Collection[Any]) -> list[Any]:
    """Return values as many as a power of two, the last one again and again.

    A look-up by 489 values and one by 487 are two statements, and the driver keeps a hundred of them, a quarter megabyte each.
    """
    found = list(values)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else found


@functools.lru_cache(maxsize=1024)
def sound_of(core: str) -> str:
    """Return how a core name sounds, as it is kept."""
    return company_names.sound(core)[:600]


@dataclass(frozen=True, slots=True)
class Ref:
    """Somebody known of whom only the kind and the id are at hand: who it is, is asked once for many."""

    kind: Kind
    id: int


class Names:
    """Core names by their pairs of characters, so that who is similar to one of a hundred thousand is found at once.

    A hundred thousand names stand in memory while a table is judged: so a name is its core, the id, and a place for each pair.
    """

    def __init__(self) -> None:
        self._cores: list[str] = []
        self._ids = array("q")  # of customers; of rows of the list below nought, of rows of the table nought
        self._own: dict[int, Target] = {}
        #: The places of the names with a pair; most pairs belong to one name only.
        self._pieces: dict[int, int | array[int]] = {}

    def add(self, core: str, who: Target | Ref) -> None:
        """Remember a name, and who has it."""
        if isinstance(who, Target):
            self._own[len(self._cores)] = who
            self._add(core, 0)
        else:
            self._add(core, who.id if who.kind is Kind.CUSTOMER else -who.id)

    def add_many(self, kind: Kind, found: Iterable[tuple[str, int]]) -> None:
        """Remember names with the ids of who has them."""
        sign = 1 if kind is Kind.CUSTOMER else -1
        for core, number in found:
            self._add(core, sign * number)

    def _add(self, core: str, number: int) -> None:
        place = len(self._cores)
        self._cores.append(core)
        self._ids.append(number)
        for piece in map(_code, pieces(core)):
            known = self._pieces.setdefault(piece, place)
            if isinstance(known, array):
                known.append(place)
            elif known != place:
                self._pieces[piece] = array("i", (known, place))

    def like(self, core: str) -> Target | Ref | None:
        """Return who has a similar name: one that has most of its characters, or one inside the other."""
        place = next(self._similar(core), None) if len(core) > 1 else None
        if place is None:
            return None
        number = self._ids[place]
        if not number:
            return self._own[place]
        return Ref(Kind.CUSTOMER, number) if number > 0 else Ref(Kind.PROSPECT, -number)

    def _similar(self, core: str) -> Iterator[int]:
        asked = list(map(_code, pieces(core)))
        shortest, longest = lengths(len(core), SIMILAR)
        least = min(
            shared_at_least(len(core), len(asked), other, SIMILAR) for other in range(shortest, longest + 1)
        )
        places = (self._pieces[piece] for piece in asked if piece in self._pieces)
        found = sorted(((one,) if isinstance(one, int) else one for one in places), key=len)
        rarest = [one for one in found[: max(1, len(asked) - least + 1)] if len(one) <= COMMON]
        for place in dict.fromkeys(place for one in rarest for place in one):
            other = self._cores[place]
            near = shortest <= len(other) <= longest and fuzz.ratio(core, other, score_cutoff=SIMILAR - 1) > 0
            inside = min(len(core), len(other)) >= SHORTEST_PART and (core in other or other in core)
            if (near or inside) and company_names.compare_cores(core, other).verdict is Verdict.SOFT:
                yield place


def _code(piece: str) -> int:
    """Return a pair of characters as a number, which takes half the room."""
    return ord(piece[0]) << 21 | ord(piece[1])
