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


def watch() -> None:
    """Put the watch before every statement, once for all tests."""
    event.listen(Engine, "before_cursor_execute", _look)


def _look(connection, cursor, statement: str, parameters, context, many) -> None:
    writes = _WRITES.match(statement) or statement.endswith("FOR UPDATE")
    if writes and has_request_context() and database._reading.get():
        raise AssertionError(f"a reader writes: {statement}")
