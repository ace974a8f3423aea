"""What the schedule looks like now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from salesapp.db import db
from salesapp.schedule.models import JobRun


def last_sign_of_life() -> datetime | None:
    """Return when any recurring job last finished; none ever did: None."""
    return db.session.scalar(select(func.max(JobRun.finished_at)))


def last_error(name: str) -> str:
    """Return why a job did not end well in its present slot; it did, or is at it: nothing."""
    return db.session.scalar(select(JobRun.last_error).where(JobRun.name == name)) or ""


def slots() -> dict[str, tuple[datetime, datetime | None, datetime, int]]:
    """Return for each job its slot, when it finished, when it may be tried again, and how often it was."""
    rows = db.session.execute(
        select(JobRun.name, JobRun.slot, JobRun.finished_at, JobRun.next_try_at, JobRun.attempts)
    )
    return {
        name: (slot, finished_at, next_try_at, attempts)
        for name, slot, finished_at, next_try_at, attempts in rows
    }
