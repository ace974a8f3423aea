"""Tell the machine that watches the app whether it is alive and can work."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify

from salesapp import capability
from salesapp.health import queries
from salesapp.health.rules import FINE
from salesapp.web import clock

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz():
    """Answer that this process lives; asks nobody else."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz():
    """Answer 200 where the app can work, 503 where it cannot, with the result of every check.

    Slow printing, a silent jobs process and what else is watched (backups) are warnings: the screens work without them,
    and a proxy that took every web process away for them would make it worse.
    """
    folder = current_app.config["SALESAPP"].data_dir
    needed = {"database": queries.database(), "data_folder": queries.data_folder(folder)}
    needed["migrations"] = queries.migrations() if needed["database"] == "ok" else "unknown"
    if needed["data_folder"] == needed["migrations"] == "ok":
        needed["data_folder"] = queries.belongs(folder)
    wanted = {
        "printing": queries.printing(),
        "jobs": queries.jobs(clock.now()) if needed["migrations"] == "ok" else "unknown",
    }
    now = clock.now()
    wanted |= {
        name: asked(now) if needed["migrations"] == "ok" else "unknown"
        for part in capability.installed()
        for name, asked in part.watched.items()
    }
    ready = all(state == "ok" for state in needed.values())
    status = "down" if not ready else "ok" if all(state in FINE for state in wanted.values()) else "degraded"
    return jsonify(status=status, checks=needed | wanted), 200 if ready else 503
