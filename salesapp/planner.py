"""What is said to the planners of the databases, in words that both understand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute


def off_index(column: Any) -> ColumnElement[Any]:
    """Return a column as a condition compares it by its value alone, so that no planner walks an index of it.

    For where an index seems to narrow and does not: walking another one, or a block of ids, is the quicker way.
    """
    return func.coalesce(column, column)


def among(column: InstrumentedAttribute[Any], ids: Select) -> ColumnElement[bool]:
    """Return whether the value of a row is among those of a SELECT, asked of each row: no list of all is made."""
    (of,) = ids.subquery().c
    return select(of).where(of == column).correlate(column.class_).exists()
