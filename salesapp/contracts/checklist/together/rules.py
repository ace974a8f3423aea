"""What of the checklist is answered by one press: a plain group as conforming, several clauses as confirmed (F10, R39). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.checklist.rules import (
    CLAUSES,
    CONFIRMED,
    ITEMS,
    Case,
    Mark,
    Result,
    lacks_code,
    problem,
)
from salesapp.words import gettext as _

_SEEN = re.compile(r"(\d{1,2})-(\d{1,9})", re.ASCII)
_DAWN = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def at_once(marks: Iterable[Mark], letter: str, asked: Collection[int], case: Case) -> list[int]:
    """Return the items of a group that one press may mark as conforming (F10).

    Only what is asked for now and nobody answered; never what the customer answers for (R39), nor what needs words.
    """
    return [
        mark.no
        for mark in marks
        if ITEMS[mark.no].group == letter
        and mark.no in asked
        and mark.no not in CONFIRMED
        and mark.result is None
        and not lacks_code(mark, case)
    ]


def confirmable(mark: Mark, case: Case) -> bool:
    """Tell whether one answer of the customer to several clauses may settle this one: an open clause without objection."""
    accepted = mark.result in (None, Result.OK) and not mark.objection
    return mark.no in CLAUSES and accepted and problem(mark, case) is not None


def confirmed(mark: Mark, answer: Mapping[str, Any]) -> Mark:
    """Return a clause as confirmed by the answer; what was explained before keeps its day."""
    explained = mark.explained_on or answer["explained_on"]
    given = {name: answer[name] for name in ("confirmed_by", "confirmed_way", "confirmed_on")}
    return replace(mark, result=Result.OK.value, explained_on=explained, **given)


def check_ticked(seen: Mapping[int, int]) -> None:
    """Refuse an answer of the customer to nothing."""
    if not seen:
        raise MarkRefused(_("Tick the clauses that the customer confirmed."), field="clauses")


def check_explained(no: int, day: date | None) -> None:
    """Refuse the confirmation of a clause that nobody explained (R39)."""
    if day is None:
        raise MarkRefused(_("%(item)s: say when it was explained.", item=named(no)), field="explained_on")


def named(no: int) -> str:
    """Return an item by its number and its words."""
    return f"{no} {ITEMS[no].title}"


def seen_words(seen: Mapping[int, int]) -> str:
    """Write which version of each item a person looks at, as a form carries it along."""
    return ".".join(f"{no}-{version}" for no, version in seen.items())


def read_seen(text: str | None) -> dict[int, int]:
    """Read which version of each item a person looked at; what is no item is passed over."""
    found = {int(no): int(version) for no, version in _SEEN.findall(text or "")}
    return {no: version for no, version in found.items() if no in ITEMS}


def stamp(at: datetime) -> str:
    """Return the moment of a press, to the microsecond, as its address carries it."""
    return f"{(at - _DAWN) // _TICK:x}"
