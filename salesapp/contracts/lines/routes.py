"""The lines of a contract on the screen: a newer version of its quotation is taken over."""

from __future__ import annotations

from flask import Blueprint, flash, request
from flask_login import current_user

from salesapp.contracts.lines import actions
from salesapp.contracts.routes import found_or_404, show_url
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.web.params import id_or
from salesapp.words import gettext as _

bp = Blueprint("contract_lines", __name__, url_prefix="/contracts")


@bp.post("/<int:contract_id>/quotations")
def create_taking(contract_id: int):
    """Take over a newer version of the quotation; an approval that runs or was given ends with it."""
    contract, form = found_or_404(contract_id), Form()
    quotation_id = id_or(request.form.get("quotation_id"), None)
    form.carry_out_anywhere(lambda: actions.take(contract, quotation_id, by=current_user, at=clock.now()))
    form.settle(show_url(contract))
    db.session.commit()
    flash(_("Lines and amount are those of the newer version now."), "ok")
    return htmx.go(show_url(contract))
