"""Accounts and teams, kept by the administrator."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.accounts import actions, passwords, queries
from salesapp.accounts.forms import FirstPasswordForm, NewPersonForm, PersonForm, with_teams
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.params import record_id
from salesapp.words import gettext as _

bp = Blueprint("people", __name__, url_prefix="/settings")


def _teams():
    return [(team.id, team.name) for team in queries.teams(only_active=True)]


@bp.get("/users")
def index():
    """List the accounts, filtered."""
    page = queries.people(
        text=request.args.get("q"),
        role=request.args.get("role"),
        team_id=request.args.get("team", type=record_id),
        active="closed" not in request.args,
        cursor=request.args.get("after"),
    )
    return render_template("settings/people.html", page=page, teams=queries.teams(), now=clock.now())


@bp.get("/users/new")
def new():
    """Ask for a new account, with a first password suggested."""
    form = with_teams(NewPersonForm, _teams())(password=passwords.suggest())
    return render_template("settings/person_new.html", form=form)


@bp.post("/users")
def create():
    """Open an account."""
    form = with_teams(NewPersonForm, _teams())()
    user = form.carry_out(lambda: actions.create_user(**form.values(), by=current_user, at=clock.now()))
    if user is None:
        return form.again("settings/person_new.html")
    form.settle(url_for("people.edit", user_id=user.id))
    db.session.commit()
    flash(_("%(name)s may sign in as %(username)s.", name=user.name, username=user.username), "ok")
    return htmx.go(url_for("people.edit", user_id=user.id))


@bp.get("/users/<int:user_id>")
def edit(user_id: int):
    """Show an account, to be changed."""
    user = queries.find(user_id) or abort(404)
    form = with_teams(PersonForm, _teams())(obj=user)
    form.expect_version(user)
    return render_template("settings/person.html", form=form, user=user, now=clock.now())


@bp.post("/users/<int:user_id>")
def update(user_id: int):
    """Change an account."""
    user = queries.find(user_id) or abort(404)
    form = with_teams(PersonForm, _teams())()
    form.expect_version(user)
    change = lambda: actions.change_user(user, **form.values(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(change) is None:
        return form.again("settings/person.html", user=user, now=clock.now())
    form.settle(url_for("people.index"))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for("people.index"))


@bp.post("/users/<int:user_id>/closures")
def create_closure(user_id: int):
    """Close an account."""
    user = queries.find(user_id) or abort(404)
    actions.close_user(user, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("%(name)s can no longer sign in.", name=user.name), "ok")
    return htmx.go(url_for("people.edit", user_id=user.id))


@bp.post("/users/<int:user_id>/openings")
def create_opening(user_id: int):
    """Open a closed account again."""
    user = queries.find(user_id) or abort(404)
    actions.reopen_user(user, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("%(name)s may sign in again.", name=user.name), "ok")
    return htmx.go(url_for("people.edit", user_id=user.id))


@bp.get("/users/<int:user_id>/password")
def new_password(user_id: int):
    """Ask for a new first password, with one suggested."""
    user = queries.find(user_id) or abort(404)
    return render_template(
        "settings/first_password.html", form=FirstPasswordForm(password=passwords.suggest()), user=user
    )


@bp.post("/users/<int:user_id>/password")
def create_password(user_id: int):
    """Give a new first password: sessions end, a lock is lifted."""
    user = queries.find(user_id) or abort(404)
    form = FirstPasswordForm()
    give = lambda: actions.give_first_password(user, form.password.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(give) is None:
        return form.again("settings/first_password.html", user=user)
    form.settle(url_for("people.edit", user_id=user.id))
    db.session.commit()
    flash(_("%(name)s has a new first password.", name=user.name), "ok")
    return htmx.go(url_for("people.edit", user_id=user.id))
