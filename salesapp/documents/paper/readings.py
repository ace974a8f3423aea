"""What a sheet was drawn from, kept while it may be asked for again.

A sheet is drawn from what some statements answered. When it is asked for again they are put to the database once more, without
making records of their rows: while every answer is the same, so is the sheet, and nothing of it need be loaded or worded again.
No list says what a sheet hangs on; a name, a right, a signature or a row that changed is another answer.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import get_locale
from sqlalchemy import event
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders
from salesapp.documents.paper.values import SheetData
from salesapp.web import cache, clock

MOST = 24  # sheets that a process keeps; a viewer asks again within minutes
SELECTS = ("SELECT", "WITH")


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement as the database got it, and a hash of the rows that it answered."""

    statement: str
    values: Any
    answer: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """The values of a sheet, a hash of them, and what they were drawn from."""

    data: SheetData
    sha256: str
    asked: tuple[Asked, ...] = ()


def _hash(rows: Sequence[Any]) -> bytes:
    return hashlib.blake2b(repr(rows).encode(), digest_size=20).digest()


def _still(asked: Iterable[Asked]) -> bool:
    """Put the statements to the database's own cursor, and tell whether all answer as they did.

    Past SQLAlchemy, which would work out what each column is: half of what a kept sheet costs.
    """
    connection = db.session.connection()
    with closing(connection.connection.cursor()) as cursor:
        for one in asked:
            try:
                cursor.execute(one.statement, one.values)
            except connection.dialect.loaded_dbapi.Error:  # drawing it anew says what is wrong
                return False
            if _hash(cursor.fetchall()) != one.answer:
                return False
    return True


_kept: OrderedDict[tuple, Reading] = OrderedDict()
_lock = threading.Lock()


def read(code: str, record_id: int, user: User, period: Mapping[str, date] | None = None) -> Reading | None:
    """Return the values of one filled sheet, or None where there is no such record for this person.

    Of a sheet that this process drew before only the rows behind it are compared. Ends a transaction where they differ, so
    that nothing which was read earlier stands for an answer.
    """
    days = tuple(sorted((period or {}).items()))
    key = (code, record_id, user.id, days, str(get_locale()), clock.today(), cache.version_in_force())
    with _lock:
        kept = _kept.get(key)
    if kept is not None and _still(kept.asked):
        return kept
    found = _drawn(code, record_id, user, period)
    if found is not None and found.asked:
        with _lock:
            _kept[key] = found
            _kept.move_to_end(key)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return found


def forget() -> None:
    """Draw every sheet anew."""
    with _lock:
        _kept.clear()


def _drawn(code: str, record_id: int, user: User, period: Mapping[str, date] | None) -> Reading | None:
    db.session.commit()
    db.session.expire_all()
    with _listening() as asked:
        data = loaders.load(code, record_id, user, period)
    if data is None:
        return None
    told = hashlib.sha256(repr(data).encode()).hexdigest()
    lasting = not registry.form(code).of_the_moment and all(
        one.statement.lstrip()[:6].upper().startswith(SELECTS) for one in asked
    )
    return Reading(data, told, tuple(asked) if lasting else ())


@contextmanager
def _listening() -> Iterator[list[Asked]]:
    """Note every statement of the block with what it answers."""
    asked: list[Asked] = []

    def note(connection, cursor, statement, values, context, executemany) -> None:
        rows = cursor.fetchall() if cursor.description else []
        context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, initial_buffer=rows)
        asked.append(Asked(statement, values, _hash(rows)))

    connection = db.session.connection()
    event.listen(connection, "after_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(connection, "after_cursor_execute", note)
