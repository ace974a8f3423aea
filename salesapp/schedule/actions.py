"""Taking a slot of a recurring job, and saying how it went."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, insert, select, update
from sqlalchemy.exc import IntegrityError

from salesapp.db import db, reached
from salesapp.schedule.models import JobRun
from salesapp.schedule.rules import LEASE, MAX_ATTEMPTS, retry_at


def claim(name: str, slot: datetime, *, at: datetime) -> bool:
    """Take a job's slot, or a failed try of it that is due again. Only one process of all gets True.

    A process that dies in the middle loses its claim after the lease of 15 minutes.
    """
    fresh = JobRun.slot < slot
    again = (
        (JobRun.slot == slot)
        & JobRun.finished_at.is_(None)
        & (JobRun.next_try_at <= at)
        & (JobRun.attempts < MAX_ATTEMPTS)
    )
    taken = reached(
        update(JobRun)
        .where(JobRun.name == name, fresh | again)
        .values(
            slot=slot,
            attempts=case((fresh, 1), else_=JobRun.attempts + 1),
            started_at=at,
            next_try_at=at + LEASE,
            finished_at=None,
        )
        .execution_options(synchronize_session=False)
    )
    return bool(taken) or _first(name, slot, at)


def _first(name: str, slot: datetime, at: datetime) -> bool:
    if db.session.scalar(select(JobRun.name).where(JobRun.name == name)):
        return False
    try:
        with db.session.begin_nested():
            db.session.execute(
                insert(JobRun).values(name=name, slot=slot, attempts=1, started_at=at, next_try_at=at + LEASE)
            )
    except IntegrityError:
        return False  # another process was quicker
    return True


def finish(name: str, *, at: datetime) -> None:
    """Note that the job ended well."""
    _set(name, finished_at=at, last_error=None)


def fail(name: str, error: str, *, at: datetime) -> None:
    """Note what went wrong; the job is tried again a little later, five times in all."""
    attempts = db.session.scalars(select(JobRun.attempts).where(JobRun.name == name)).one()
    _set(name, last_error=error[:2000], next_try_at=retry_at(attempts, at))


def _set(name: str, **values) -> None:
    # Plain statements: a row that moves every minute is no matter for the audit trail.
    db.session.execute(
        update(JobRun).where(JobRun.name == name).values(values).execution_options(synchronize_session=False)
    )
