"""How long decisions take, as a page for those who lead."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.approvals.subjects.rules import declared
from salesapp.approvals.times import queries, rules
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web import clock

bp = Blueprint("approval_times", __name__, url_prefix="/approvals/times")
DAYS = (30, 90, 365)


@bp.get("")
def index():
    """Show how long each step and each person took to decide."""
    asked = request.args.get("days", type=int)
    days = asked if asked in DAYS else DAYS[1]
    kinds = {name: subject.label for name, subject in declared().items()}
    kind = request.args.get("kind", "") if request.args.get("kind") in kinds else ""
    taken = queries.taken(current_user, clock.now() - timedelta(days=days), kind)
    labels = {role.value: ROLE_LABELS[role] for role in Role}
    shown = {"lines": rules.lines(taken), "days": days, "all_days": DAYS, "kinds": kinds, "kind": kind}
    return render_template("approvals/times/index.html", roles=labels, **shown)
