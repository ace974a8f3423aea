"""Coming in, going out."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Any, cast

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from salesapp.accounts.factors import routes as factors
from salesapp.accounts.factors.forms import StepForm
from salesapp.accounts.factors.rules import HALF_WAY, wrong_code
from salesapp.accounts.forms import LANGUAGES
from salesapp.accounts.models import User
from salesapp.accounts.queries import find
from salesapp.accounts.sessions import actions, queries
from salesapp.accounts.sessions.forms import SignInForm
from salesapp.accounts.sessions.rules import SignInRefused
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.trail.actions import record
from salesapp.web import clock, formats, htmx, limits
from salesapp.web.forms import Form
from salesapp.web.guard import safe_target
from salesapp.words import gettext as _

bp = Blueprint("sessions", __name__)
#: Nobody was signed out.
_CALM = {"idle": False, "sent": False, "long": False}
bp.record_once(lambda state: limits.init_app(cast(Flask, state.app)))


@bp.get("/login")
def new():
    """Ask who comes."""
    if current_user.is_authenticated:
        return redirect(safe_target(request.args.get("next")), code=303)
    form = SignInForm(next=request.args.get("next", ""))
    ended = {
        "idle": session.get("idle", False),
        "sent": session.get("sent", False),
        "long": session.get("long", False),
    }
    return render_template("accounts/sessions/new.html", form=form, **ended)


@bp.post("/login")
@limits.knocking
@limits.guessing
def create():
    """Let somebody in, or say why not."""
    form = SignInForm()
    if not form.validate_on_submit():
        return form.again("accounts/sessions/new.html", **_CALM)
    entered = actions.enter(form.username.data, form.password.data, at=clock.now(), ip=request.remote_addr)
    if isinstance(entered, SignInRefused):
        db.session.commit()
        form.refuse(entered)
        return form.again("accounts/sessions/new.html", **_CALM)
    if entered.second_step:
        db.session.commit()
        _half_way(entered, form.next.data)
        return redirect(url_for(".second"), code=303)
    let_in(entered)
    db.session.commit()
    _tell_last_visit(entered)
    return redirect(safe_target(form.next.data), code=303)


def _half_way(user: User, target: str | None) -> None:
    """Remember who has shown the password, for a few minutes, until the second step is shown too."""
    locale = session.get("locale")
    session.clear()
    session["half"] = [user.id, user.session_stamp, int(clock.now().timestamp()), target or ""]
    if locale:
        session["locale"] = locale


def _halfway() -> tuple[User, str] | None:
    """Return who has shown the password lately, and where they wanted to go."""
    user_id, stamp, at, target = session.get("half") or (0, "", 0, "")
    user = find(user_id) if user_id else None
    late = clock.now().timestamp() - at > HALF_WAY.total_seconds()
    if user is None or late or not user.active or user.session_stamp != stamp:
        return None
    return user, target


@bp.get("/login/second-step")
def second():
    """Ask for the second step, after the password."""
    found = _halfway()
    if found is None:
        return redirect(url_for(".new"), code=303)
    form = StepForm(formdata=None)
    return render_template("accounts/sessions/second.html", form=form, **factors.asking(found[0]))


@bp.post("/login/second-step")
@limits.knocking
def create_second():
    """Let somebody in whose second step is right."""
    found, form = _halfway(), StepForm()
    if found is None:
        return redirect(url_for(".new"), code=303)
    user, target = found
    refused = actions.step_waits(user, at=clock.now(), ip=request.remote_addr)
    if form.validate_on_submit() and refused is None and not factors.opened(form, user):
        here, words = request.remote_addr, wrong_code().message
        refused = actions.wrong(user, user.username, at=clock.now(), ip=here, said=words)
    if refused is not None:
        form.refuse(SignInRefused(refused.message, field="code"))
    if form.errors:
        db.session.commit()
        return form.again("accounts/sessions/second.html", **factors.asking(user))
    let_in(user)
    factors.proved()
    db.session.commit()
    _tell_last_visit(user)
    return redirect(safe_target(target), code=303)


def let_in(user: User) -> None:
    """Let somebody in who has shown all that is asked. It is to be committed."""
    actions.come_in(user, at=clock.now(), ip=request.remote_addr)
    begin(user)


def begin(user: User) -> None:
    """Start a session of its own: nothing of the visitor before, the stamp of the password, the clocks of its end."""
    locale, token, now = session.get("locale"), secrets.token_urlsafe(18), clock.now()
    actions.open_session(user, token, agent=request.user_agent.string, ip=request.remote_addr, at=now)
    session.clear()
    login_user(user)
    session["_user_id"] += f":{token}"  # this very session, so that it can be ended alone
    session["seen"] = session["began"] = int(now.timestamp())
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
    return _out()


def _out() -> Response:
    response = redirect(url_for("sessions.new"), code=303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.get("/account/sessions")
def index():
    """List where one is signed in."""
    return render_template("accounts/sessions/index.html", form=Form(formdata=None), **_open())


def _open() -> dict[str, Any]:
    hours, here = policy("session_hours"), session.get("_user_id", "")
    return {
        "hours": hours,
        "sessions": queries.open_sessions(current_user, here=here, hours=hours, at=clock.now()),
    }


@bp.post("/account/sessions/<int:session_id>/end")
def end_one(session_id: int):
    """End a session of one's own, on a device that was lost or left behind."""
    form = Form()
    if form.carry_out(lambda: actions.end_own(current_user, session_id, at=clock.now())) is None:
        return form.again("accounts/sessions/index.html", **_open())
    return _ended(form, _("The session has ended."))


@bp.post("/account/sessions/end")
def end_others():
    """End all sessions of one's own but this one."""
    form, here = Form(), session.get("_user_id", "")
    if form.carry_out(lambda: actions.end_others(current_user, here=here, at=clock.now()) or True) is None:
        return form.again("accounts/sessions/index.html", **_open())
    return _ended(form, _("All other sessions have ended."))


def _ended(form: Form, words: str) -> Response:
    form.settle(url_for(".index"))
    db.session.commit()
    flash(words, "ok")
    return htmx.go(url_for(".index"))


@bp.post("/language")
def choose_language():
    """Change the language before signing in."""
    wanted = request.form.get("locale")
    if wanted not in dict(LANGUAGES):
        abort(400)
    session["locale"] = wanted
    return redirect(url_for("sessions.new", next=request.form.get("next") or None), code=303)
