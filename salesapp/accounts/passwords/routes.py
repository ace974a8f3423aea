"""One's own password."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts.models import User
from salesapp.accounts.passwords import actions
from salesapp.accounts.passwords.forms import PasswordForm
from salesapp.accounts.passwords.rules import Compared
from salesapp.accounts.sessions.routes import begin
from salesapp.db import db
from salesapp.web import clock, htmx, limits
from salesapp.web.guard import safe_target
from salesapp.words import gettext as _

bp = Blueprint("passwords", __name__, url_prefix="/account/password")


@bp.get("")
def edit():
    """Ask for the present and a new password."""
    return render_template("accounts/passwords/edit.html", form=PasswordForm())


@bp.post("")
@limits.confirming
def create():
    """Replace one's own password; every other session of this person ends."""
    form = PasswordForm()
    user = current_user._get_current_object()
    stamp, slow = user.session_stamp, form.weigh(user.password_hash)
    if form.carry_out(lambda: _change(form, user, stamp), slow=slow) is None:
        return form.again("accounts/passwords/edit.html")
    form.settle(url_for("accounts.profile"))
    begin(user)
    db.session.commit()
    flash(_("The password is changed. All other sessions have ended."), "ok")
    return htmx.go(safe_target(None))


def _change(form: PasswordForm, user: User, stamp: str) -> User:
    old = Compared(form.old.data, known=form.known, stored=form.stored, stamp=stamp)
    return actions.change_own_password(user, form.hashed, old=old, at=clock.now())
