"""Deputies on the screen: one's own; everybody's for who names them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.approvals.deputies import access, actions, queries
from salesapp.approvals.deputies.forms import DeputyForm
from salesapp.approvals.forms import PressForm
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("deputies", __name__, url_prefix="/approvals/deputies")


def _offered(form: DeputyForm) -> DeputyForm:
    everybody = queries.may_stand_in()
    return form.offer(everybody, [one for one in everybody if one.id != current_user.id])


def _page() -> dict[str, Any]:
    today, may_name = clock.today(), access.may_name(current_user)
    rows = queries.coming(today) if may_name else queries.of_person(current_user.id, today)
    shown = [(row, access.may_end(row.principal, current_user)) for row in rows]
    return {"rows": shown, "may_name": may_name}


@bp.get("")
def index():
    """Show who stands in for whom, and the form of a new deputy."""
    blank = DeputyForm(formdata=None, data={"starts_on": clock.today()})
    return render_template("approvals/deputies.html", form=_offered(blank), **_page())


@bp.post("")
def create():
    """Name a deputy."""
    form = _offered(DeputyForm())
    if form.carry_out(lambda: _name(form)) is None:
        return form.again("approvals/deputies.html", **_page())
    return _done(form, _("Saved. Both are told by mail, and so are finance and the director."))


def _name(form: DeputyForm):
    principal, deputy = people.find(form.principal.data), people.find(form.deputy.data)
    if principal is None or deputy is None:
        abort(404)
    return actions.name_deputy(
        principal, deputy, starts_on=form.starts_on.data, ends_on=form.ends_on.data, because=form.because.data,
        by=current_user, today=clock.today(), at=clock.now(),
    )  # fmt: skip


@bp.post("/<int:deputy_id>/endings")
def create_ending(deputy_id: int):
    """End a time before its last day."""
    row, form = queries.find(deputy_id) or abort(404), PressForm()
    if form.carry_out(lambda: actions.end(row, by=current_user, at=clock.now())) is None:
        return form.again("approvals/deputies.html", **_page())
    return _done(form, _("Ended."))


def _done(form, words: str):
    form.settle(url_for(".index"))
    db.session.commit()
    flash(words, "ok")
    return htmx.go(url_for(".index"))
