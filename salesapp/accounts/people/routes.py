"""Accounts, kept by the administrator."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, make_response, render_template, request, url_for
from flask_login import current_user

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.rules import Heap
from salesapp.accounts.factors import actions as factors
from salesapp.accounts.leaving import actions as leaving
from salesapp.accounts.leaving.forms import FormKind, asking
from salesapp.accounts.models import User
from salesapp.accounts.passwords import actions as passwords
from salesapp.accounts.passwords import rules as password_rules
from salesapp.accounts.passwords.forms import DrawingForm
from salesapp.accounts.people import actions, queries
from salesapp.accounts.people.forms import ClosureForm, KeptPersonForm, NewPersonForm, with_teams
from salesapp.accounts.queries import find
from salesapp.accounts.teams import queries as teams
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.web import clock, htmx
from salesapp.web.params import record_id
from salesapp.words import gettext as _

bp = Blueprint("people", __name__, url_prefix="/settings")


def _teams():
    return [(team.id, team.name) for team in teams.teams(only_active=True)]


@bp.get("/users")
def index():
    """List the accounts, filtered."""
    page = queries.people(
        text=request.args.get("q"),
        role=request.args.get("role"),
        team_id=request.args.get("team", type=record_id),
        active="closed" not in request.args,
        show=request.args.get("show"),
        now=(now := clock.now()),
        cursor=request.args.get("after"),
    )
    return render_template(
        "accounts/people/index.html", page=page, teams=teams.teams(), now=now, vacant=leaving.vacant()
    )


@bp.get("/users/new")
def new():
    """Ask for a new account, with a first password suggested."""
    form = with_teams(NewPersonForm, _teams())(password=password_rules.suggest())
    return render_template("accounts/people/new.html", form=form)


@bp.post("/users")
def create():
    """Open an account."""
    form = with_teams(NewPersonForm, _teams())()
    user = form.carry_out(lambda: _open(form), slow=form.hash_it)
    if user is None:
        return form.again("accounts/people/new.html")
    form.settle(url_for("people.edit", user_id=user.id))
    db.session.commit()
    flash(_("%(name)s may sign in as %(username)s.", name=user.name, username=user.username), "ok")
    return htmx.go(url_for("people.edit", user_id=user.id))


def _open(form: NewPersonForm) -> User:
    return actions.create_user(**form.values() | {"password": form.hashed}, by=current_user, at=clock.now())


def _hanging(user: User, *, closing: bool) -> tuple[list[Heap], list[str]]:
    """Return what hangs on a person, and the sentences of the steps that nobody else can decide."""
    told = [words for _one, words in leaving.steps(user, closing=closing)]
    return belongings.of_person(user.id), told


def _held(user_id: int) -> User:
    user = find(user_id) or abort(404)
    leaving.hold(user)
    return user


def _asking(
    form: type[FormKind], user: User, heaps: list[Heap], told: list[str], *, closing: bool
) -> type[FormKind]:
    staff = queries.successors(user)
    steps = leaving.takers(user, staff, closing=closing) if told else None
    return asking(form, heaps, staff, steps=steps, moves=not closing)


def _kept_form(user: User, heaps: list[Heap], told: list[str]) -> type[KeptPersonForm]:
    form = _asking(KeptPersonForm, user, heaps, told, closing=False)
    return with_teams(form, _teams())


@bp.get("/users/<int:user_id>")
def edit(user_id: int):
    """Show an account, to be changed."""
    user = find(user_id) or abort(404)
    heaps, told = _hanging(user, closing=False)
    form = _kept_form(user, heaps, told)(obj=user)
    form.expect_version(user)
    return render_template("accounts/people/edit.html", form=form, **_page(user, heaps, told))


def _page(user: User, heaps: list[Heap], told: list[str], *, closing: bool = False) -> dict[str, Any]:
    return {
        "user": user,
        "now": clock.now(),
        "heaps": heaps,
        "hanging": told,
        "following": leaving.following(user, closing=closing),
        "vacant": leaving.vacant(without=user) if user.active else [],
    }


@bp.post("/users/<int:user_id>")
def update(user_id: int):
    """Change an account."""
    user = _held(user_id)
    heaps, told = _hanging(user, closing=False)
    form, before = _kept_form(user, heaps, told)(), leaving.vacant()
    form.expect_version(user)
    change = lambda: actions.change_user(user, **form.values(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(change) is None:
        return form.again("accounts/people/edit.html", **_page(user, heaps, told))
    form.settle(url_for("people.index"))
    db.session.commit()
    flash(_("Saved."), "ok")
    _say_vacant(before)
    return htmx.go(url_for("people.index"))


def _say_vacant(before: list[str]) -> None:
    """Say which roles nobody fills, where that has changed."""
    for words in leaving.vacant():
        if words not in before:
            flash(words, "warn")


def _closing_form(user: User, heaps: list[Heap], told: list[str]) -> type[ClosureForm]:
    return _asking(ClosureForm, user, heaps, told, closing=True)


@bp.get("/users/<int:user_id>/closures/new")
def new_closure(user_id: int):
    """Show everything that hangs on an account, and ask who takes it over."""
    user = find(user_id) or abort(404)
    heaps, told = _hanging(user, closing=True)
    form = _closing_form(user, heaps, told)(formdata=None)
    return render_template(
        "accounts/people/closure.html", form=form, **_page(user, heaps, told, closing=True)
    )


@bp.post("/users/<int:user_id>/closures")
def create_closure(user_id: int):
    """Close an account; what hangs on it goes to whoever was chosen."""
    user = _held(user_id)
    heaps, told = _hanging(user, closing=True)
    form, before = _closing_form(user, heaps, told)(), leaving.vacant()
    if form.carry_out(lambda: _close(user, form)) is None:
        return form.again("accounts/people/closure.html", **_page(user, heaps, told, closing=True))
    form.settle(url_for("people.edit", user_id=user.id))
    db.session.commit()
    flash(_("%(name)s can no longer sign in.", name=user.name), "ok")
    _say_vacant(before)
    return htmx.go(url_for("people.edit", user_id=user.id))


def _close(user: User, form: ClosureForm) -> User:
    said = form.answers()
    return actions.close_user(user, successor=said.default, apart=said.apart, by=current_user, at=clock.now())


@bp.post("/users/<int:user_id>/openings")
def create_opening(user_id: int):
    """Open a closed account again."""
    user = find(user_id) or abort(404)
    actions.reopen_user(user, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("%(name)s may sign in again.", name=user.name), "ok")
    return htmx.go(url_for("people.edit", user_id=user.id))


@bp.post("/users/<int:user_id>/second-step/removals")
def create_second_step_removal(user_id: int):
    """Take the second step away from somebody who lost phone and codes; the person is told by mail."""
    user = find(user_id) or abort(404)
    factors.take_away(user, by=current_user, at=clock.now())
    db.session.commit()
    flash(
        _("%(name)s signs in with the password alone until a second step is set up again.", name=user.name),
        "ok",
    )
    return htmx.go(url_for("people.edit", user_id=user.id))


@bp.get("/users/<int:user_id>/password")
def new_password(user_id: int):
    """Ask whether to draw a one-time password."""
    user = find(user_id) or abort(404)
    return render_template("accounts/people/password.html", form=DrawingForm(formdata=None), **_drawing(user))


def _drawing(user) -> dict[str, Any]:
    return {"user": user, "hours": policy("first_password_hours")}


@bp.post("/users/<int:user_id>/password")
def create_password(user_id: int):
    """Draw a one-time password and show it this once: sessions end, a lock is lifted."""
    user, form = find(user_id) or abort(404), DrawingForm()
    give = lambda: passwords.give_drawn_password(user, form.drawn, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(give, slow=form.draw) is None:
        return form.again("accounts/people/password.html", **_drawing(user))
    form.settle(url_for("people.edit", user_id=user.id))
    db.session.commit()
    answer = make_response(render_template("accounts/people/drawn.html", user=user, drawn=form.drawn.plain))
    answer.headers["Cache-Control"] = "no-store"
    return answer
