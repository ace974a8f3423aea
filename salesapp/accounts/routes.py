"""One's own account, and the way into the settings."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.accounts import actions, queries
from salesapp.accounts.forms import LANGUAGES, ProfileForm
from salesapp.db import db
from salesapp.web import htmx, menu
from salesapp.words import gettext as _

bp = Blueprint("accounts", __name__)


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


@bp.get("/settings")
def settings():
    """List the pages of the settings that this role may see, with what is kept on each."""
    return render_template("settings/index.html", tabs=menu.settings())


@bp.get("/accounts/pick")
def pick():
    """Offer people while somebody types their name."""
    return render_template("accounts/pick.html", people=queries.pick(request.args.get("q", "")))
