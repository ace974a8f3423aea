"""One's own second step: set up, shown again before settings of money and people, taken away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, make_response, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from salesapp.accounts.factors import actions, page, rules
from salesapp.accounts.factors.forms import AuthenticatorForm, PasskeyForm, StepForm
from salesapp.accounts.factors.rules import Site
from salesapp.accounts.models import User
from salesapp.accounts.sessions import actions as sessions
from salesapp.accounts.sessions.rules import SignInRefused
from salesapp.db import db
from salesapp.web import clock, htmx, limits
from salesapp.web.forms import Form
from salesapp.web.guard import safe_target
from salesapp.words import gettext as _

bp = Blueprint("factors", __name__, url_prefix="/account/second-step")


def _me() -> User:
    return current_user._get_current_object()


def installation() -> str:
    """Return the key of the installation, which secrets of authenticators are sealed with."""
    return current_app.config["SALESAPP"].secret_key


def site() -> Site | None:
    """Return whom passkeys belong to; None where browsers offer none."""
    config = current_app.config["SALESAPP"]
    return rules.site_of(config.base_url, config.company_name)


def asking(user: User) -> dict[str, Any]:
    """Return what a page needs that asks for the second step; a new challenge for passkeys is kept in the session."""
    here, known = site(), actions.known_keys(user)
    if here is None or not known:
        return {"options": None}
    session["challenge"] = rules.new_challenge()
    return {"options": rules.request_options(here, challenge=session["challenge"], known=known)}


def opened(form: StepForm, user: User) -> bool:
    """Tell whether what was sent is a person's second step."""
    here, challenge = site(), session.pop("challenge", None)
    if form.credential.data and here and challenge:
        return actions.opens_by_key(
            user, form.credential.data, site=here, challenge=challenge, at=clock.now()
        )
    return actions.opens_by_code(user, form.code.data or "", key=installation(), at=clock.now())


def proved() -> None:
    """Note in the session that the second step was shown just now."""
    session["proved"] = int(clock.now().timestamp())


@bp.get("")
def index():
    """Show what one has for the second step."""
    return render_template("accounts/factors/index.html", form=Form(formdata=None), **_overview())


def _overview() -> dict[str, Any]:
    return page.overview(_me()) | {"passkeys_offered": site() is not None}


@bp.get("/authenticator")
def new():
    """Show the QR code of a new authenticator."""
    session["authenticator"] = rules.new_secret()
    return _new(AuthenticatorForm(formdata=None))


def _new(form: AuthenticatorForm) -> Response:
    secret = session.get("authenticator") or rules.new_secret()
    session["authenticator"] = secret
    shown = {
        "picture": page.picture(secret, user=_me(), company=current_app.config["SALESAPP"].company_name),
        "secret": page.spaced(secret),
    }
    if form.is_submitted():
        return form.again("accounts/factors/new.html", **shown)
    return make_response(render_template("accounts/factors/new.html", form=form, **shown))


@bp.post("/authenticator")
@limits.confirming
def create():
    """Take the authenticator once it has shown a right code."""
    form, secret = AuthenticatorForm(), session.get("authenticator") or ""
    add = lambda: actions.add_authenticator(  # noqa: E731
        _me(), secret, form.code.data, key=installation(), at=clock.now()
    )
    if not secret or form.carry_out(add) is None:
        return _new(form)
    session.pop("authenticator", None)
    return _with_codes(form)


def _with_codes(form: Form) -> Response:
    """Show new recovery codes with a first second step; a further one leaves those that there are."""
    proved()
    form.settle(url_for(".index"))
    codes = actions.draw_codes(_me()) if not page.overview(_me())["codes_left"] else []
    db.session.commit()
    return _codes(codes) if codes else htmx.go(url_for(".index"))


def _codes(codes: list[str]) -> Response:
    answer = make_response(render_template("accounts/factors/codes.html", codes=codes))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/codes")
def create_codes():
    """Draw new recovery codes; those before open nothing any more."""
    form = Form()
    codes = form.carry_out(lambda: actions.draw_codes(_me()))
    if codes is None:
        return form.again("accounts/factors/index.html", **_overview())
    form.settle(url_for(".index"))
    db.session.commit()
    return _codes(codes)


@bp.get("/passkeys/new")
def new_passkey():
    """Ask a device for a passkey."""
    return render_template("accounts/factors/passkey.html", form=PasskeyForm(formdata=None), **_making())


def _making() -> dict[str, Any]:
    here = site()
    if here is None:
        return {"options": None}
    session["challenge"] = rules.new_challenge()
    known = actions.known_keys(_me())
    return {
        "options": rules.creation_options(
            here, user_id=_me().id, username=_me().username, challenge=session["challenge"], known=known
        )
    }


@bp.post("/passkeys")
@limits.confirming
def create_passkey():
    """Keep the passkey that a device made."""
    form = PasskeyForm()
    here, challenge = site(), session.pop("challenge", None)

    def keep():
        if here is None or not challenge:
            raise rules.wrong_key()
        made = rules.made_key(here, form.credential.data or "", challenge=challenge)
        return actions.add_passkey(_me(), made, name=form.name.data, at=clock.now())

    if form.carry_out(keep) is None:
        return form.again("accounts/factors/passkey.html", **_making())
    return _with_codes(form)


@bp.post("/authenticator/removals")
def remove():
    """Take one's own authenticator away."""
    return _taken(lambda: actions.remove_authenticator(_me()))


@bp.post("/passkeys/<int:passkey_id>/removals")
def remove_passkey(passkey_id: int):
    """Take one of one's own passkeys away."""
    return _taken(lambda: actions.remove_passkey(_me(), passkey_id))


def _taken(verb) -> Response:
    form = Form()
    if form.carry_out(verb) is None:
        return form.again("accounts/factors/index.html", **_overview())
    form.settle(url_for(".index"))
    db.session.commit()
    flash(_("Taken away."), "ok")
    return htmx.go(url_for(".index"))


@bp.get("/confirmation")
def confirm():
    """Ask for the second step again, before settings of money and people."""
    form = StepForm(formdata=None, next=request.args.get("next", ""))
    return render_template("accounts/factors/confirm.html", form=form, **asking(_me()))


@bp.post("/confirmation")
@limits.confirming
def create_confirmation():
    """Open the settings of money and people for a while."""
    form, user = StepForm(), _me()
    refused = sessions.check_waits(user, at=clock.now())
    if not form.validate_on_submit():
        return form.again("accounts/factors/confirm.html", **asking(user))
    if refused is None and not opened(form, user):
        refused = sessions.count_wrong_step(user, rules.wrong_code().message, at=clock.now())
    db.session.commit()
    if refused is not None:
        form.refuse(SignInRefused(refused.message, field="code"))
        return form.again("accounts/factors/confirm.html", **asking(user))
    proved()
    return htmx.go(safe_target(form.next.data))
