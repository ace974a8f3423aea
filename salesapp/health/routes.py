"""Tell the machine that watches the app whether it is alive and can work."""

from __future__ import annotations

import functools
import os
import shutil
from datetime import timedelta

from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from salesapp.config import PROJECT
from salesapp.db import db
from salesapp.mail import queries as mails
from salesapp.schedule import queries as schedule
from salesapp.web import clock

JOBS_ARE_LATE = timedelta(minutes=5)
LEAST_ROOM = 16 << 20  # bytes that must be free for a save to be likely
bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz():
    """Answer that this process lives; asks nobody else."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz():
    """Answer 200 where the app can work, 503 where it cannot, with the result of every check.

    Slow printing and a silent jobs process are warnings: the screens work without them, and a proxy that took every
    web process away for them would make it worse.
    """
    needed = {"database": _database(), "data_folder": _data_folder()}
    needed["migrations"] = _migrations() if needed["database"] == "ok" else "unknown"
    wanted = {"printing": _printing(), "jobs": _jobs() if needed["migrations"] == "ok" else "unknown"}
    ready = all(state == "ok" for state in needed.values())
    status = "down" if not ready else "ok" if all(state == "ok" for state in wanted.values()) else "degraded"
    return jsonify(status=status, checks=needed | wanted), 200 if ready else 503


def _database() -> str:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        current_app.logger.exception("the database does not answer")
        return "unreachable"
    return "ok"


def _data_folder() -> str:
    folder = current_app.config["SALESAPP"].data_dir
    if not os.access(folder, os.W_OK | os.X_OK):
        return "not writable"
    return "ok" if shutil.disk_usage(folder).free >= LEAST_ROOM else "full"


def _migrations() -> str:
    try:
        applied = set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
    except SQLAlchemyError:
        db.session.rollback()
        return "missing"
    return "ok" if applied == heads() else "pending"


@functools.cache
def heads() -> frozenset[str]:
    """Return the revisions that this version of the app wants its database to be at."""
    return frozenset(ScriptDirectory(str(PROJECT / "migrations")).get_heads())


@functools.cache
def _printing() -> str:
    from weasyprint.text.ffi import harfbuzz_subset  # half a second of imports that no other screen needs

    return "ok" if harfbuzz_subset is not None else "slow: libharfbuzz-subset0 is missing"


def _jobs() -> str:
    last = schedule.last_sign_of_life()
    if last is None or clock.now() - last > JOBS_ARE_LATE:
        return f"no sign of life; {mails.waiting_count()} mails wait"
    return "ok"
