"""Coming in, going out."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import cast

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from salesapp.accounts.forms import LANGUAGES
from salesapp.accounts.sessions import actions
from salesapp.accounts.sessions.forms import SignInForm
from salesapp.accounts.sessions.rules import SignInRefused
from salesapp.db import db
from salesapp.trail.actions import record
from salesapp.web import clock, formats, limits
from salesapp.web.guard import safe_target
from salesapp.words import gettext as _

bp = Blueprint("sessions", __name__)
bp.record_once(lambda state: limits.init_app(cast(Flask, state.app)))


@bp.get("/login")
def new():
    """Ask who comes."""
    if current_user.is_authenticated:
        return redirect(safe_target(request.args.get("next")), code=303)
    form = SignInForm(next=request.args.get("next", ""))
    ended = {"idle": session.get("idle", False), "sent": session.get("sent", False)}
    return render_template("accounts/sessions/new.html", form=form, **ended)


@bp.post("/login")
@limits.knocking
@limits.guessing
def create():
    """Let somebody in, or say why not."""
    form = SignInForm()
    if not form.validate_on_submit():
        return form.again("accounts/sessions/new.html", idle=False, sent=False)
    entered = actions.enter(form.username.data, form.password.data, at=clock.now(), ip=request.remote_addr)
    db.session.commit()
    if isinstance(entered, SignInRefused):
        form.refuse(entered)
        return form.again("accounts/sessions/new.html", idle=False, sent=False)
    begin(entered)
    _tell_last_visit(entered)
    return redirect(safe_target(form.next.data), code=303)


def begin(user) -> None:
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


@bp.get("/session")
def stay():
    """Answer somebody who is typing: that counts as doing something, so the session goes on."""
    return "", 204


@bp.get("/logout")
def leave():
    """Ask once more, for those who came by the address."""
    return render_template("accounts/sessions/leave.html")


@bp.post("/logout")
def end():
    """Let somebody go; the browser drops what it kept of this person."""
    ended = session.get("_user_id", "")
    logout_user()
    session.clear()
    with suppress(SQLAlchemyError):  # a full disk keeps nobody in
        record("sign_out", db.session.info.get("actor"))
        actions.end_session(ended, at=clock.now())
        db.session.commit()
    response = redirect(url_for("sessions.new"), code=303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.post("/language")
def choose_language():
    """Change the language before signing in."""
    wanted = request.form.get("locale")
    if wanted not in dict(LANGUAGES):
        abort(400)
    session["locale"] = wanted
    return redirect(url_for("sessions.new", next=request.form.get("next") or None), code=303)
