"""The sales teams, kept by the administrator."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, url_for

from salesapp.accounts.teams import actions, queries
from salesapp.accounts.teams.forms import TeamForm
from salesapp.db import db
from salesapp.web import htmx
from salesapp.words import gettext as _

bp = Blueprint("teams", __name__, url_prefix="/settings/teams")


@bp.get("")
def index():
    """List the teams, with a line for a new one."""
    return render_template("accounts/teams/index.html", teams=queries.teams(), form=TeamForm())


@bp.post("")
def create():
    """Found a team."""
    form = TeamForm()
    if form.carry_out(lambda: actions.create_team(name=form.name.data)) is None:
        return form.again("accounts/teams/index.html", teams=queries.teams())
    return _saved(form)


@bp.get("/<int:team_id>")
def edit(team_id: int):
    """Show a team, to be renamed or closed."""
    team = queries.find_team(team_id) or abort(404)
    form = TeamForm(obj=team)
    form.expect_version(team)
    return render_template("accounts/teams/edit.html", form=form, team=team)


@bp.post("/<int:team_id>")
def update(team_id: int):
    """Rename or close a team."""
    team = queries.find_team(team_id) or abort(404)
    form = TeamForm()
    form.expect_version(team)
    if form.carry_out(lambda: actions.change_team(team, **form.values())) is None:
        return form.again("accounts/teams/edit.html", team=team)
    return _saved(form)


def _saved(form: TeamForm):
    form.settle(url_for("teams.index"))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for("teams.index"))
