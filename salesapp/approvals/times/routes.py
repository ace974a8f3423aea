"""How long decisions take, as a page for those who lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.approvals.subjects.rules import declared
from salesapp.approvals.times import queries, rules
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web import clock, params

bp = Blueprint("approval_times", __name__, url_prefix="/approvals/times")
DAYS = (30, 90, 365)


def _asked() -> tuple[int, queries.Asked]:
    """Return the days and what of them an address asks for; unknown words ask for all."""
    wanted = request.args.get("days", type=int)
    days = wanted if wanted in DAYS else DAYS[1]
    kind, role = request.args.get("kind", ""), request.args.get("role", "")
    return days, queries.Asked(
        clock.now() - timedelta(days=days), kind if kind in declared() else "", role if role in set(Role) else "",
        params.id_or(request.args.get("person")),
    )  # fmt: skip


@bp.get("")
def index():
    """Show how long each step and each person took to decide, and whole rounds."""
    days, asked = _asked()
    asked = replace(asked, role="", person_id=None)
    kinds = {name: subject.label for name, subject in declared().items()}
    shown = {
        "lines": rules.lines(queries.taken(current_user, asked), queries.names()),
        "whole": rules.whole(queries.rounds(current_user, asked)),
        "days": days, "all_days": DAYS, "kinds": kinds, "kind": asked.kind, "roles": ROLE_LABELS,
    }  # fmt: skip
    return render_template("approvals/times/index.html", **shown)


@bp.get("/decisions")
def decisions():
    """Show the decisions behind one figure."""
    days, asked = _asked()
    rows = queries.behind(current_user, asked)
    return render_template(
        "approvals/times/decisions.html", rows=rows, days=days, kind=asked.kind, roles=ROLE_LABELS, most=queries.SHOWN
    )  # fmt: skip
