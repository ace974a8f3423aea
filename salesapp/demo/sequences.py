"""Rows that were given their ids: PostgreSQL counts on after them."""

from __future__ import annotations

from sqlalchemy import text

from salesapp.db import db


def move_sequence(table: str) -> None:
    """Let PostgreSQL count on after the ids that were given to the rows of a table."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))"
            )
        )
