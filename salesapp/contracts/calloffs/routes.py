"""Call-offs on the screen."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.contracts import page as contract_page
from salesapp.contracts.access import check_keeper
from salesapp.contracts.calloffs import actions, page, queries
from salesapp.contracts.calloffs.forms import CallOffForm
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("calloffs", __name__, url_prefix="/contracts")


@bp.get("/<int:contract_id>/call-offs")
def show(contract_id: int):
    """Show what was called off from a framework, and what is left."""
    contract = found_or_404(contract_id)
    form = CallOffForm(formdata=None).offer(queries.free(contract, current_user))
    return render_template("contracts/calloffs/show.html", form=form, **_page(contract))


def _page(contract: Contract) -> dict[str, Any]:
    return contract_page.page(contract, current_user) | {"calloffs": page.calloffs(contract, current_user)}


@bp.post("/<int:contract_id>/call-offs")
def create_calloff(contract_id: int):
    """Put a contract under a framework."""
    contract = found_or_404(contract_id)
    free = queries.free(contract, current_user)
    form = CallOffForm().offer(free)
    chosen = next((each for each in free if str(each.id) == form.contract.data), None)
    verb = lambda: actions.call_off(contract, chosen, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb, may=lambda: check_keeper(contract, current_user)) is None:
        return form.again("contracts/calloffs/show.html", **_page(contract))
    return _done(form, contract, _("Called off."))


@bp.post("/<int:contract_id>/call-offs/<int:called_id>/reversals")
def create_reversal(contract_id: int, called_id: int):
    """Take a contract out of a framework."""
    contract = found_or_404(contract_id)
    called = next((each for each in queries.of(contract) if each.id == called_id), None) or abort(404)
    actions.release(contract, called, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("It is no call-off any more."), "ok")
    return htmx.go(url_for(".show", contract_id=contract.id))


def _done(form: Form, contract: Contract, said: str):
    target = url_for(".show", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
