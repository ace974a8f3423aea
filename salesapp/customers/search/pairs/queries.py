"""Which few records could hold some words, by their pieces."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, literal, select, true, union_all
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.customers.search.pairs.models import asked_before, kept_of, search_pair
from salesapp.db import db

#: A pair of more records than these narrows nothing: to read the lines, the latest first, soon fills a page.
FEW = 1000
#: Where each row of a list is asked whose it is, a piece of up to so many records spares most rows the look.
SOME = 5000
MOST_PAIRS = 4


def few(line: InstrumentedAttribute[Any], words: Iterable[str]) -> list[int] | None:
    """Return the ids of the few records whose line can hold all of some words; None where they are many or nobody can tell."""
    kept = kept_of(line)
    asked = tuple(kept.sought(words)[:MOST_PAIRS]) if kept else ()
    if kept is None or not asked:
        return None
    known = asked_before(db.session())
    if (kept.kind, asked) not in known:
        known[kept.kind, asked] = _few(kept.kind, asked)
    return known[kept.kind, asked]


def _few(kind: int, asked: Sequence[tuple[int, int]]) -> list[int] | None:
    values: dict[str, int] = {"kind": kind}
    for at, (low, high) in enumerate(asked):
        values |= {f"low{at}": low, f"high{at}": high}
    found: list[list[int]] = [[] for _pair in asked]
    for at, record_id in db.session.execute(_statement(len(asked)), values):
        found[at].append(record_id)
    whole = [set(ids) for ids in found if len(ids) <= FEW]
    return sorted(set.intersection(*whole)) if whole else None


def within(line: InstrumentedAttribute[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that narrows a search to the few records that can hold some words, where they are few."""
    ids = few(line, words)
    return true() if ids is None else line.parent.class_.id.in_(ids)


def some(line: InstrumentedAttribute[Any], word: str) -> Select[int] | None:
    """Select the records that have one piece of a word, more than a few but not too many; None where no piece is so."""
    kept = kept_of(line)
    if kept is None:
        return None
    known, key = asked_before(db.session()), ("some", kept.kind, word)
    if key not in known:
        holders = (_holders(kept.kind, *piece) for piece in kept.sought([word])[:MOST_PAIRS])
        known[key] = next((ids for ids in holders if not _beyond(ids, SOME)), None)
    return known[key]


def _holders(kind: int, low: int, high: int) -> Select[int]:
    columns = search_pair.c
    return select(columns.record_id).where(columns.kind == kind, columns.pair.between(low, high))


def _beyond(ids: Select[int], most: int) -> bool:
    return db.session.scalar(ids.offset(most).limit(1)) is not None


@functools.cache
def _statement(count: int) -> CompoundSelect:
    columns = search_pair.c
    picks = []
    for at in range(count):
        pick = select(literal(at).label("at"), columns.record_id).where(
            columns.kind == bindparam("kind"),
            columns.pair.between(bindparam(f"low{at}"), bindparam(f"high{at}")),
        )
        inner = pick.limit(FEW + 1).subquery()
        picks.append(select(inner.c.at, inner.c.record_id))
    return union_all(*picks)
