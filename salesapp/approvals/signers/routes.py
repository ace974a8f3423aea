"""Asking a colleague too, or instead, on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.accounts.models import User
from salesapp.approvals import access
from salesapp.approvals.forms import ColleagueForm, SignerForm
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.routes import found_or_404, shown
from salesapp.approvals.rules import When
from salesapp.approvals.signers import actions, queries
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.params import id_or
from salesapp.words import gettext as _

bp = Blueprint("signers", __name__, url_prefix="/approvals")


def _seat(approval: Approval) -> Seat:
    wanted = id_or(request.values.get("seat_id"), 0)
    return next((seat for seat in approval.seats if seat.id == wanted), None) or abort(404)


def _check(seat: Seat) -> None:
    """Refuse whoever does not decide on a seat now."""
    access.acting(seat, current_user, clock.today())
    access.check_open(seat)


def _colleagues(seat: Seat) -> Sequence[User]:
    return queries.colleagues(seat, without=current_user.id)


@bp.get("/<int:approval_id>/signers/new")
def new_signer(approval_id: int):
    """Ask whom to ask too."""
    approval, subject, record = found_or_404(approval_id)
    seat = _seat(approval)
    _check(seat)
    form = SignerForm(formdata=None, data={"seat_id": seat.id}).offer(_colleagues(seat))
    return render_template("approvals/signer.html", form=form, **shown(subject, record))


@bp.post("/<int:approval_id>/signers")
def create_signer(approval_id: int):
    """Ask a colleague too (加签)."""
    approval, subject, record = found_or_404(approval_id)
    seat = _seat(approval)
    form = SignerForm().offer(_colleagues(seat))
    add = lambda: actions.add_signer(  # noqa: E731
        seat, _person(form), when=form.when.data, because=form.because.data, by=current_user, at=clock.now()
    )
    if form.carry_out(add, may=lambda: _check(seat)) is None:
        return form.again("approvals/signer.html", **shown(subject, record))
    said = _("%(name)s is asked too.")
    if form.when.data == When.BEFORE:
        said = _("%(name)s is asked first; you decide once their opinion is there.")
    return _done(form, approval, said % {"name": _person(form).name})


@bp.get("/<int:approval_id>/handings/new")
def new_handing(approval_id: int):
    """Ask who is to decide instead."""
    approval, subject, record = found_or_404(approval_id)
    seat = _seat(approval)
    _check(seat)
    form = ColleagueForm(formdata=None, data={"seat_id": seat.id}).offer(_colleagues(seat))
    return render_template("approvals/handing.html", form=form, **shown(subject, record))


@bp.post("/<int:approval_id>/handings")
def create_handing(approval_id: int):
    """Let a colleague decide instead (转交)."""
    approval, subject, record = found_or_404(approval_id)
    seat = _seat(approval)
    form = ColleagueForm().offer(_colleagues(seat))
    give = lambda: actions.hand_on(  # noqa: E731
        seat, _person(form), because=form.because.data, by=current_user, at=clock.now()
    )
    if form.carry_out(give, may=lambda: _check(seat)) is None:
        return form.again("approvals/handing.html", **shown(subject, record))
    return _done(form, approval, _("Handed on to %(name)s.", name=_person(form).name))


def _person(form: ColleagueForm) -> User:
    return people.find(form.to.data or 0) or abort(404)


def _done(form, approval: Approval, words: str):
    target = url_for("approvals.show", approval_id=approval.id)
    form.settle(target)
    db.session.commit()
    flash(words, "ok")
    return htmx.go(target)
