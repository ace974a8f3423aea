"""What hangs on a contract that is to end, with the way to each of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesapp.accounts.belongings import queries
from salesapp.accounts.belongings.rules import Heap
from salesapp.contracts.hanging.rules import Way
from salesapp.web import clock
from salesapp.web.addresses import endpoint_of
from salesapp.web.formats import yuan
from salesapp.web.menu import may_open
from salesapp.words import gettext as _

#: So many of a kind are named; the others are counted.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Hook:
    """One kind of what hangs: what and how much, what becomes of it, the first of it with their addresses."""

    label: str
    words: str
    links: Sequence[tuple[str, str]]
    more: int


@dataclass(frozen=True, slots=True)
class Panel:
    """What becomes of what hangs on a contract where it ends in one way."""

    groups: Sequence[tuple[str, str, Sequence[Hook]]]
    #: Whether something ends along or goes on, so that it is asked whether that is meant.
    asks: bool


def panel(contract_id: int, way: Way, on: date | None = None) -> Panel:
    """Return what becomes of what hangs on a contract that is to end in this way, on a day that lies ahead."""
    along = _("Ends along on %(day)s", day=on) if on and on > clock.today() else _("Ends along")
    found = queries.hanging(("contract", contract_id), way)
    groups = [
        (_("To be done first"), "no", _hooks(found.first)),
        (along, "warn", _hooks(found.ending)),
        (_("Goes on"), "", _hooks(found.going_on)),
    ]
    return Panel(
        [(title, tone, hooks) for title, tone, hooks in groups if hooks], bool(found.ending or found.going_on)
    )


def _hooks(heaps: Iterable[tuple[Heap, str]]) -> list[Hook]:
    return [
        Hook(
            heap.words,
            words,
            [(_named(one), _opened(heap, one.url)) for one in heap.held[:NAMED]],
            max(len(heap.held) - NAMED, 0),
        )
        for heap, words in heaps
    ]


def _named(one) -> str:
    parts = [f"¥{yuan(part)}" if isinstance(part, Decimal) else part for part in (one.number, one.words)]
    return " ".join(str(part) for part in parts if part)


def _opened(heap: Heap, url: str) -> str:
    """Return where one of a heap opens, or nothing for who may not open it."""
    return url if may_open(endpoint_of(heap.kind.record)) else ""
