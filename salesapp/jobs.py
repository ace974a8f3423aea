"""Background work: the queue, and the table of everything that runs by itself.

Huey carries the work, in a file of the data folder or in Redis. What is due is decided by the table ``job_run`` in the
database, so that a machine that slept at night catches up, and several machines never run one job twice.
"""

from __future__ import annotations

import logging
import os
import re
import signal
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from huey import crontab
from huey.api import Huey

from salesapp import capability, foundation
from salesapp.accounts.sessions import actions as sessions
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.schedule import actions, queries
from salesapp.schedule.queue.actions import errand, open_queue
from salesapp.schedule.rules import MAX_ATTEMPTS, Every, Job, latest_slot
from salesapp.web import clock, once

log = logging.getLogger(__name__)
#: MB that the background work may take on for itself before a fresh copy takes its place.
GROWN = 40
_OWN = re.compile(r"^Private_Dirty:\s+(\d+) kB", re.MULTILINE)


def own_megabytes() -> float:
    """Return the MB that this process shares with no other; Linux only, elsewhere none."""
    try:
        found = _OWN.search(Path("/proc/self/smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def forget_submissions(*, at: datetime) -> int:
    """Forget the tokens of forms that were carried out over a week ago."""
    return once.forget_before(at - timedelta(days=7))


def jobs() -> tuple[Job, ...]:
    """Return everything that runs by itself: what the capabilities declare and what the installation itself needs."""
    return (
        *(job for part in capability.installed() for job in part.jobs),
        Job("foundation.analyse", Every.NIGHT, foundation.analyse),
        Job("web.forget_submissions", Every.NIGHT, forget_submissions),
        Job("accounts.forget_sessions", Every.NIGHT, sessions.forget),
    )


def slot_of(job: Job, now: datetime) -> datetime:
    """Return the latest slot of a job; the morning begins at the hour that the team has set. Needs the app's context."""
    return latest_slot(job.every, clock.local(now), hour=policy("digest_hour"))


def bind(
    app: Flask, queue: Huey, table: Sequence[Job] | None = None, *, then: Callable[[], object] = lambda: None
) -> Callable[[], None]:
    """Teach the queue the app's jobs; return the minute's tick, which hands out what is due, and does what comes ``then``."""

    @queue.task(name="run")
    def run(name: str) -> None:
        run_job(app, next(job for job in table or jobs() if job.name == name))

    errand(queue, lambda name: run_at_once(app, next(job for job in table or jobs() if job.name == name)))

    @queue.periodic_task(crontab(), name="tick")
    def tick() -> None:
        for job in due(app, table):
            run(job.name)
        then()

    return tick


def due(app: Flask, table: Sequence[Job] | None = None) -> list[Job]:
    """Return the jobs whose slot nobody has taken yet, or whose failed try may be repeated."""
    now = clock.now()
    table = table or jobs()
    with app.app_context():
        known = queries.slots()
        latest = {job.name: slot_of(job, now) for job in table}
    found = []
    for job in table:
        slot, finished_at, next_try_at, attempts = known.get(job.name, (None, None, now, 0))
        fresh = slot is None or slot < latest[job.name]
        if fresh or (finished_at is None and next_try_at <= now and attempts < MAX_ATTEMPTS):
            found.append(job)
    return found


def run_job(app: Flask, job: Job) -> bool:
    """Run one job for its present slot, in its own transaction, unless another process has it; return whether it ran."""
    now = clock.now()
    with app.app_context():
        mine = actions.claim(job.name, slot_of(job, now), at=now)
        db.session.commit()
        if not mine:
            return False
        try:
            job.run(at=now)
            db.session.commit()
        except Exception as error:
            db.session.rollback()
            log.exception("job %s failed", job.name)
            actions.fail(job.name, f"{type(error).__name__}: {error}", at=clock.now())
        else:
            actions.finish(job.name, at=clock.now())
        db.session.commit()
        return True


def run_at_once(app: Flask, job: Job) -> None:
    """Run a job that somebody waits for, past its slots: it claims what it works on by itself."""
    with app.app_context():
        try:
            job.run(at=clock.now())
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("job %s failed at once; its next slot tries again", job.name)


def consume(app: Flask, *, renewed: bool = False) -> None:
    """Work off the queue until this process is told to stop; running jobs may end first.

    One that is ``renewed`` stops by itself once the jobs of a night have let it grow: whoever keeps it starts a fresh copy.
    """
    queue = open_queue(app.config["SALESAPP"])
    before = own_megabytes()

    def leave_where_grown() -> None:
        if renewed and own_megabytes() - before > GROWN:
            os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C does: running jobs end first, the queue stays

    tick = bind(app, queue, then=leave_where_grown)
    tick()
    queue.create_consumer(workers=2, worker_type="thread", periodic=True, max_delay=2.0).run()
