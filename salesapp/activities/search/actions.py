"""The search lines of tasks, written where a migration left them empty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from salesapp.activities.tasks.models import Task
from salesapp.db import db

BATCH = 500
WITHOUT = select(Task).where(Task.search_text == "").order_by(Task.id).limit(BATCH)


def index_titles(*, at: datetime) -> int:
    """Write the search line of every task that has none, and commit; return how many. The trail tells nothing."""
    done = 0
    while found := db.session.scalars(WITHOUT).all():
        for task in found:
            task.reindex()
        done += len(found)
        db.session.commit()
    return done
