"""The turns of a quotation on the screen: sent, given up, the next version, a copy."""

from __future__ import annotations

from flask import Blueprint, abort
from flask_login import current_user

from salesapp.opportunities.queries import find as find_opportunity
from salesapp.quotations import actions, queries
from salesapp.quotations.forms import CopyForm, LossForm, PressForm, SendForm
from salesapp.quotations.routes import done, found_or_404, refused
from salesapp.web import clock
from salesapp.web.params import id_or
from salesapp.words import gettext as _

bp = Blueprint("quotation_turns", __name__, url_prefix="/quotations")


@bp.post("/<int:quotation_id>/sendings")
def create_sending(quotation_id: int):
    """Note that the customer has it."""
    quotation, form = found_or_404(quotation_id), SendForm()
    send = lambda: actions.send(quotation, form.to.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(send) is None:
        return refused(quotation, form, "send_form")
    return done(form, quotation, _("Noted: the customer has it."))


@bp.post("/<int:quotation_id>/losses")
def create_loss(quotation_id: int):
    """Give a quotation up, with the reason."""
    quotation, form = found_or_404(quotation_id), LossForm()
    lose = lambda: actions.lose(quotation, form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(lose) is None:
        return refused(quotation, form, "loss_form")
    return done(form, quotation, _("Saved."))


@bp.post("/<int:quotation_id>/versions")
def create_version(quotation_id: int):
    """Begin the next version."""
    quotation, form = found_or_404(quotation_id), PressForm()
    made = form.carry_out_anywhere(lambda: actions.new_version(quotation, by=current_user, at=clock.now()))
    return done(
        form, made, _("%(number)s begins with the lines and prices of the one before.", number=made.label)
    )


@bp.post("/<int:quotation_id>/copies")
def create_copy(quotation_id: int):
    """Copy a quotation for the same opportunity or another."""
    quotation, form = found_or_404(quotation_id), CopyForm()
    form.offer(queries.startable(current_user))
    opportunity = find_opportunity(id_or(form.opportunity_id.data, 0) or 0, current_user) or abort(404)
    made = form.carry_out(lambda: actions.copy(quotation, opportunity, by=current_user, at=clock.now()))
    if made is None:
        return refused(quotation, form, "copy_form")
    return done(
        form, made, _("%(number)s is a copy: new number and dates, nothing agreed to.", number=made.label)
    )
