"""How migrations meet the database: through the running application, in one transaction, without its classes.

The versions themselves import nothing from the app: column kinds are written down as the plain types they store, so
that an old version still runs when the app has long moved on.
"""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

database = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """Write a column kind of the app as the plain type that it stores."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}" if not type(item).__module__.startswith("sqlalchemy") else False
    return False


def run() -> None:
    """Bring the database up to date; SQLite rebuilds a table where it cannot alter it."""
    with database.engine.connect() as connection:
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


run()
