"""What is said to the planners of the databases, in words that both understand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func


def off_index(column: Any) -> ColumnElement[Any]:
    """Return a column as a condition compares it by its value alone, so that no planner walks an index of it.

    For where an index seems to narrow and does not: walking another one, or a block of ids, is the quicker way.
    """
    return func.coalesce(column, column)
