"""How migrations meet the database: through the running application, in one transaction, without its classes.

The versions themselves import nothing from the app: column kinds are written down as the plain types they store, so
that an old version still runs when the app has long moved on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

database = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """Write a column kind of the app as the plain type that it stores."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}" if not type(item).__module__.startswith("sqlalchemy") else False
    return False


def run() -> None:
    """Bring the database up to date; SQLite rebuilds a table where it cannot alter it.

    While it does, nothing may mind that the old table is gone: SQLite looks after foreign keys again afterwards, and
    what was done is undone where one leads nowhere.
    """
    with database.engine.connect() as connection, keys_unwatched(connection):
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=False,
            render_item=render_item,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_keys(connection)


@contextmanager
def keys_unwatched(connection: Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off, before any transaction begins, and on again."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON")


def check_keys(connection: Connection) -> None:
    """Refuse a migration after which a foreign key leads nowhere."""
    if connection.dialect.name == "sqlite" and (
        lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    ):
        raise RuntimeError(f"{len(lost)} foreign keys lead nowhere after the migration, such as {lost[0]}")


run()
