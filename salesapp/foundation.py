"""What every installation stands on: the calendar of working days, the words that a team starts with."""

from __future__ import annotations

import logging
from datetime import datetime

import flask_migrate

from salesapp import capability
from salesapp.db import count_for_planner, db
from salesapp.web import clock


def lay(*, at: datetime) -> None:
    """Fill what is empty of what capabilities start with, and commit; what a team has changed is left alone."""
    for part in capability.installed():
        for fill in part.starts_with:
            fill(at=at)
    db.session.commit()


def migrate() -> None:
    """Bring the database to this version's state, and fill what it newly asks for."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    flask_migrate.upgrade()
    now = clock.now()
    lay(at=now)
    analyse(at=now)
    db.session.commit()


def analyse(*, at: datetime) -> None:
    """Let the database count again what its planner goes by."""
    count_for_planner()
