"""A watch over every test: whoever reads does not write.

A transaction of a reader waits for nobody and nobody waits for it. PostgreSQL refuses to write in it; this watch does so on
SQLite too, and within the one transaction that most tests share. What a test does itself is its own affair.
"""

from __future__ import annotations

import re

from flask import has_request_context
from sqlalchemy import event
from sqlalchemy.engine import Engine

from salesapp import db as database

_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b")
_HOLDS = re.compile(r"\bFOR (?:UPDATE|NO KEY UPDATE|SHARE|KEY SHARE)\b")


def watch() -> None:
    """Put the watch before every statement, once for all tests."""
    event.listen(Engine, "before_cursor_execute", _look)


def _look(connection, cursor, statement: str, parameters, context, many) -> None:
    if not (has_request_context() and database._reading.get()):
        return
    if _WRITES.match(statement) or _HOLDS.search(statement):
        raise AssertionError(f"a reader writes: {statement}")
