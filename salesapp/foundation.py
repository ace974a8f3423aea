"""What every installation stands on: its tables, the calendar of working days, the words that a team starts with."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData

from salesapp import capability
from salesapp.config import PROJECT
from salesapp.db import count_for_planner, db
from salesapp.parts import in_parts
from salesapp.revisions import applied, heads
from salesapp.web import clock

if TYPE_CHECKING:
    from flask_migrate import Migrate


class Migrations:
    """What Flask-Migrate looks for in an app. It is read in, and alembic with it, by the first that migrates."""

    db = db
    directory = str(PROJECT / "migrations")

    @functools.cached_property
    def migrate(self) -> Migrate:
        """The extension itself."""
        from flask_migrate import Migrate

        return Migrate(directory=self.directory)

    @property
    def configure_args(self) -> dict[str, Any]:
        """What alembic is configured with."""
        return self.migrate.alembic_ctx_kwargs

    @property
    def metadata(self) -> MetaData:
        """The tables as the models have them."""
        return db.metadata


def lay(*, at: datetime) -> None:
    """Fill what is empty of what capabilities start with, and commit; what a team has changed is left alone."""
    for part in capability.installed():
        for fill in part.starts_with:
            fill(at=at)
    db.session.commit()


def renew(*, at: datetime) -> None:
    """Work out anew what follows from records: a version may ask for more of them than the one before did."""
    for part in capability.installed():
        for again in part.renews:
            again(at=at)


def arrive(alone: Callable[[], object] = lambda: None) -> None:
    """Bring the database to this version's state where it is not there yet; a start goes without alembic where it is.

    Before anything is migrated ``alone`` ends whoever works with the version before.
    """
    arrived = applied() == heads()
    db.session.rollback()  # who asked holds SQLite's one lock for writing, which the migration waits for
    if arrived:
        lay(at=clock.now())
    else:
        alone()
        migrate()


def migrate() -> None:
    """Bring the database to this version's state, and fill what it newly asks for."""
    import flask_migrate

    logging.getLogger("alembic").setLevel(logging.WARNING)
    before = applied()
    db.session.rollback()
    flask_migrate.upgrade()
    now = clock.now()
    lay(at=now)
    if before and before != heads():
        renew(at=now)
    analyse(at=now)
    db.session.commit()


def analyse(*, at: datetime) -> None:
    """Let the database count again what its planner goes by."""
    in_parts([table.name for table in db.metadata.sorted_tables], count_for_planner, size=1)
