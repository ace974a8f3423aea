"""Which tests ask a database what no other asks: PostgreSQL answers every statement that SQLite answered.

While the whole run is on SQLite, each test's statements are noted, with the types of their values and the error of one
that failed. Then those tests run on PostgreSQL that together ask all of it, the quickest first choice; a test that a
server answers in its own way (locks, two connections, migrations: a database of its own) runs there in any case, and
so does whatever was not noted. ``bin/test --postgresql`` runs every one of them.
"""

from __future__ import annotations

import json
import os
import re
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

#: Where the run on SQLite notes, and the run on PostgreSQL reads, what was asked; without it nothing is noted or left out.
NOTES = "SALESAPP_TEST_STATEMENTS"
#: Fixtures that make a database of its own, and marks of what only a server does.
ALWAYS = {"fresh_app", "empty_database"}
_LIST = re.compile(r"\?(?:, \?)+")
_ROWS = re.compile(r"(\([^()]*\))(?:, \1)+")
_asked: dict[str, set[str]] = {}
_cost: dict[str, float] = {}
_now: list[str] = []


def watch() -> None:
    """Note every statement of this process from now on."""
    if NOTES not in os.environ or "SALESAPP_TEST_DATABASE_URL" in os.environ:
        return

    @event.listens_for(Engine, "before_cursor_execute")
    def asked(connection, cursor, statement, values, context, many):
        if _now:
            _note(shape(statement), kinds(values))

    @event.listens_for(Engine, "handle_error")
    def failed(context):
        if _now and context.statement:
            _note(shape(context.statement), type(context.original_exception).__name__)


def shape(statement: str) -> str:
    """Return a statement without the number of its rows and of the members of its lists."""
    return _ROWS.sub(r"\1", _LIST.sub("?", statement))


def kinds(values) -> str:
    """Return the types of the values of a statement, or of its first row; of equal neighbours one stands for all."""
    row = values[0] if values and isinstance(values[0], tuple) else values
    return ",".join(kind for kind, _ in groupby(type(value).__name__ for value in row))


def _note(*parts: str) -> None:
    _asked.setdefault(_now[-1], set()).add(blake2b("\0".join(parts).encode(), digest_size=9).hexdigest())


def begin(test: str) -> None:
    """What is asked from now on is asked by this test."""
    _now[:] = [test]


def end(test: str, seconds: float) -> None:
    """Remember what one step of a test took."""
    _cost[test] = _cost.get(test, 0.0) + seconds


def write() -> None:
    """Leave the notes of this process where the run on PostgreSQL finds them."""
    if _asked:
        notes = {test: [_cost.get(test, 0.0), sorted(asked)] for test, asked in _asked.items()}
        folder = Path(os.environ[NOTES])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{os.getpid()}.json").write_text(json.dumps(notes), "utf-8")


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL the tests that ask nothing but what the chosen ones ask too."""
    if NOTES not in os.environ or "SALESAPP_TEST_DATABASE_URL" not in os.environ:
        return
    notes = read(Path(os.environ[NOTES]))
    chosen = cover(notes)
    kept, left = [], []
    for item in items:
        always = ALWAYS & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("postgresql")
        (kept if always or item.nodeid in chosen or item.nodeid not in notes else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def read(folder: Path) -> dict[str, tuple[float, frozenset[str]]]:
    """Return for each test what it cost and what it asked."""
    notes = {}
    for file in sorted(folder.glob("*.json")):
        for test, (seconds, asked) in json.loads(file.read_text("utf-8")).items():
            notes[test] = (seconds, frozenset(asked))
    return notes


def cover(notes: dict[str, tuple[float, frozenset[str]]]) -> set[str]:
    """Choose tests that ask everything: again and again the one that asks most that is new for its time."""

    def worth(test: str) -> float:
        seconds, asked = notes[test]
        return -len(asked & missing) / (seconds + 0.05)

    missing = set().union(*(asked for _, asked in notes.values()))
    waiting, chosen = [(worth(test), test) for test in notes], set()
    heapify(waiting)
    while missing:
        test = heappop(waiting)[1]
        now = worth(test)  # what others asked meanwhile is not new any more
        if waiting and now > waiting[0][0]:
            heappush(waiting, (now, test))
            continue
        chosen.add(test)
        missing -= notes[test][1]
    return chosen
