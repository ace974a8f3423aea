"""Business numbers without gaps or doubles: KH2026-0038, SJ2026-0051, GT202611-088, XS-HT-2026-0107, JJ202612-006.

The counter is a row that the same transaction raises and keeps locked until it commits. A rolled back
registration therefore gives its number back, and two people who save at once wait for each other. A number that
was committed is never given again: a void record keeps it.
"""

from __future__ import annotations

import functools
from datetime import date

from sqlalchemy import Executable, bindparam

from salesapp.db import INSERTS, db
from salesapp.documents.numbering.models import Counter
from salesapp.documents.numbering.rules import day_of, number_kind


def next_number(kind: str, when: date | int, month: int | None = None) -> str:
    """Take the next number of a kind in the running transaction.

    ``when`` is the day it is taken (where the team works), or just its year; kinds that count by the month need
    the day, or the ``month`` beside the year. Raises KeyError for an unknown kind, ValueError for a missing month.
    """
    style = number_kind(kind)
    if style.monthly and not isinstance(when, date) and month is None:
        raise ValueError(f"{kind} numbers count by the month: give a date, or a year and a month")
    day = day_of(when, month)
    return style.write(day, take(kind, style.period(day)))


def take(key: str, period: str, count: int = 1) -> int:
    """Raise one counter by ``count`` and return the last value taken; the row stays locked until the commit."""
    statement = _raising(db.session.get_bind().dialect.name)
    return db.session.execute(statement, {"k": key, "p": period, "n": count}).scalar_one()


def hold(kind: str, when: date) -> None:
    """Let whoever takes a number of that day's series wait until the commit, without taking one."""
    take(kind, number_kind(kind).period(when), 0)


@functools.cache
def _raising(dialect: str) -> Executable:
    table = Counter.__table__
    count = bindparam("n", type_=table.c.value.type)
    statement = INSERTS[dialect](table).values(key=bindparam("k"), period=bindparam("p"), value=count)
    return statement.on_conflict_do_update(
        index_elements=[table.c.key, table.c.period], set_={"value": table.c.value + count}
    ).returning(table.c.value)


def next_numbers(kind: str, when: date | int, count: int, month: int | None = None) -> list[str]:
    """Take several numbers at once, for imports and demo data."""
    style = number_kind(kind)
    day = day_of(when, month)
    last = take(kind, style.period(day), count)
    return [style.write(day, value) for value in range(last - count + 1, last + 1)]
