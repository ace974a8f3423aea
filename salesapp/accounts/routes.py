"""Coming in, going out, one's own account."""

from __future__ import annotations

import secrets
from contextlib import suppress

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from salesapp.accounts import actions, limits, queries
from salesapp.accounts.forms import LANGUAGES, PasswordForm, ProfileForm, SignInForm
from salesapp.db import db
from salesapp.trail.actions import record
from salesapp.web import clock, formats, htmx, menu
from salesapp.web.guard import safe_target
from salesapp.words import gettext as _

bp = Blueprint("accounts", __name__)
bp.record_once(lambda state: limits.init_app(state.app))


@bp.get("/login")
def sign_in():
    """Ask who comes."""
    if current_user.is_authenticated:
        return redirect(safe_target(request.args.get("next")), code=303)
    form = SignInForm(next=request.args.get("next", ""))
    return render_template("accounts/sign_in.html", form=form, idle=session.get("idle", False))


@bp.post("/login")
@limits.knocking
@limits.guessing
def create_session():
    """Let somebody in, or say why not."""
    form = SignInForm()
    if not form.validate_on_submit():
        return form.again("accounts/sign_in.html", idle=False)
    entrance = actions.enter(form.username.data, form.password.data, at=clock.now(), ip=request.remote_addr)
    db.session.commit()
    if entrance.user is None:
        form.refuse(entrance.refusal)
        return form.again("accounts/sign_in.html", idle=False)
    _begin(entrance.user)
    _tell_last_visit(entrance.user)
    return redirect(safe_target(form.next.data), code=303)


def _begin(user) -> None:
    """Start a session of its own: nothing of the visitor before, the stamp of the password, the clock of idleness."""
    locale = session.get("locale")
    session.clear()
    login_user(user)
    session["_user_id"] += f":{secrets.token_urlsafe(9)}"  # this very session, so that it can be ended alone
    session["seen"] = int(clock.now().timestamp())
    if locale:
        session["locale"] = locale


def _tell_last_visit(user) -> None:
    if user.previous_sign_in_at is not None:
        when = formats.moment(user.previous_sign_in_at)
        place = user.previous_sign_in_ip or "?"
        flash(_("Last sign-in: %(when)s from %(place)s.", when=when, place=place), "info")


@bp.get("/logout")
def sign_out():
    """Ask once more, for those who came by the address."""
    return render_template("accounts/sign_out.html")


@bp.post("/logout")
def end_session():
    """Let somebody go; the browser drops what it kept of this person."""
    ended = session.get("_user_id", "")
    logout_user()
    session.clear()
    with suppress(SQLAlchemyError):  # a full disk keeps nobody in
        record("sign_out", db.session.info.get("actor"))
        actions.end_session(ended, at=clock.now())
        db.session.commit()
    response = redirect(url_for(".sign_in"), code=303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.post("/language")
def choose_language():
    """Change the language before signing in."""
    wanted = request.form.get("locale")
    if wanted not in dict(LANGUAGES):
        abort(400)
    session["locale"] = wanted
    return redirect(url_for(".sign_in", next=request.form.get("next") or None), code=303)


@bp.get("/account")
def profile():
    """Show one's own account."""
    form = ProfileForm(obj=current_user, locale=current_user.locale or LANGUAGES[0][0])
    form.theme.data = current_user.theme or ""
    form.expect_version(current_user)
    return render_template("accounts/profile.html", form=form)


@bp.post("/account")
def update_profile():
    """Keep one's own choices."""
    form = ProfileForm()
    form.expect_version(current_user)
    if form.carry_out(lambda: actions.change_profile(current_user, **form.values())) is None:
        return form.again("accounts/profile.html")
    form.settle(url_for(".profile"))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(".profile"))


@bp.get("/account/password")
def change_password():
    """Ask for the present and a new password."""
    return render_template("accounts/password.html", form=PasswordForm())


@bp.post("/account/password")
@limits.confirming
def create_password():
    """Replace one's own password; every other session of this person ends."""
    form = PasswordForm()
    user = current_user._get_current_object()
    verb = lambda: actions.change_own_password(user, form.old.data, form.new.data, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return form.again("accounts/password.html")
    form.settle(url_for(".profile"))
    db.session.commit()
    _begin(user)
    flash(_("The password is changed. All other sessions have ended."), "ok")
    return htmx.go(safe_target(None))


@bp.get("/settings")
def settings():
    """Open the settings with the first page that this role may see."""
    return redirect(menu.first(), code=303)


@bp.get("/accounts/pick")
def pick():
    """Offer people while somebody types their name."""
    return render_template("accounts/pick.html", people=queries.pick(request.args.get("q", "")))
