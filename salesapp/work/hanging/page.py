"""What hangs on a person or on a record, named: kind, words, and where it opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from salesapp.accounts.belongings.rules import declared
from salesapp.web.addresses import of_record
from salesapp.work.hanging import queries
from salesapp.work.hanging.rules import Group, Hook, Thing
from salesapp.work.kinds.rules import Kind, works

#: Things of one kind that are named; the count tells of the rest.
NAMED = 50


def on_person(user_id: int, now: datetime, *, size: int = NAMED) -> list[Group]:
    """Return what is open of a person: work, records that they own or share, what they asked for."""
    return _groups(Hook(Hook.PERSON, user_id), now, size)


def on_record(kind: str, record_id: int, now: datetime, *, size: int = NAMED) -> list[Group]:
    """Return what is open of a record (``customer``, ``opportunity``, ``contract``), whoever's it is, and of what it carries.

    Nobody's rights are asked: show it to those who run the record.
    """
    return _groups(Hook(kind, record_id), now, size)


def _groups(hook: Hook, now: datetime, size: int) -> list[Group]:
    counts = queries.counted(hook, now)
    if not counts:
        return []
    things = [*_work(hook, now, size), *_records(hook, now, size)]
    labels = {kind.name: str(kind.label) for kind in declared()}
    labels |= {name: str(kind.label) for name, kind in _kinds().items()}
    return [
        Group(kind, labels[kind], counts[kind], tuple(thing for thing in things if thing.kind == kind))
        for kind in labels
        if kind in counts
    ]


def _kinds() -> dict[str, Kind]:
    return {kind.name: kind for work in works() for kind in work.kinds}


def _work(hook: Hook, now: datetime, size: int) -> Iterator[Thing]:
    rows = queries.work(hook, now, size=size)
    for name, kind in _kinds().items():
        listed = [row for row in rows if row.kind == name]
        for row, line in zip(listed, kind.lines(listed, now), strict=True):
            yield Thing(name, str(kind.label), line.title, line.url, row.due_at, row.user_id)


def _records(hook: Hook, now: datetime, size: int) -> Iterator[Thing]:
    kinds = {kind.name: kind for kind in declared()}
    for row in queries.records(hook, now, size=size):
        kind = kinds[row.kind]
        yield Thing(
            row.kind, str(kind.label), f"{row.number} {row.words}", of_record(kind.record, row.record)
        )
