"""What every installation stands on: the calendar of working days, the words that a team starts with."""

from __future__ import annotations

from datetime import datetime

from salesapp.calendar import actions as calendar
from salesapp.db import db
from salesapp.playbook import seed


def lay(*, at: datetime) -> None:
    """Fill what is empty of the calendar and the playbook and commit; what a team has changed is left alone."""
    calendar.fill(at=at)
    seed.fill(at=at)
    db.session.commit()
