"""The end of a contract on the screen: completed, renewed, or on the way to an ending before its time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user

from salesapp.contracts import page as contract_page
from salesapp.contracts.access import check_archivist, check_keeper
from salesapp.contracts.endings import actions, page, queries
from salesapp.contracts.endings.forms import CompletionForm, ReissueForm, RenewalForm
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("endings", __name__, url_prefix="/contracts")


@bp.get("/<int:contract_id>/ending")
def show(contract_id: int):
    """Show how a contract ended, or what keeps it from its end."""
    return render_template("contracts/endings/show.html", **_page(found_or_404(contract_id)))


def _page(contract: Contract, **forms: Form) -> dict[str, Any]:
    others = queries.successors(contract, current_user)
    empty = {
        "completion_form": CompletionForm(formdata=None),
        "renewal_form": RenewalForm(formdata=None).offer(others),
        "reissue_form": ReissueForm(formdata=None),
    }
    end = page.end_of(contract, current_user)
    return (
        contract_page.page(contract, current_user)
        | {"end": end, "others": others, "panels": page.panels(end)}
        | empty
        | forms
    )


@bp.post("/<int:contract_id>/completions")
def create_completion(contract_id: int):
    """Note that a contract is completed."""
    contract, form = found_or_404(contract_id), CompletionForm()
    verb = lambda: actions.complete(  # noqa: E731
        contract,
        form.ended_on.data,
        form.remark.data or None,
        agreed=form.agreed.data,
        by=current_user,
        at=clock.now(),
    )
    if form.carry_out(verb, may=lambda: check_keeper(contract, current_user)) is None:
        return form.again("contracts/endings/show.html", **_page(contract, completion_form=form))
    return _done(form, contract, _("Completed."))


@bp.post("/<int:contract_id>/renewals")
def create_renewal(contract_id: int):
    """Note which contract goes on in the place of this one."""
    contract = found_or_404(contract_id)
    others = queries.successors(contract, current_user)
    form = RenewalForm().offer(others)
    chosen = next((other for other in others if str(other.id) == form.successor.data), None)
    verb = lambda: actions.renew(  # noqa: E731
        contract, chosen, form.ended_on.data, agreed=form.agreed.data, by=current_user, at=clock.now()
    )
    if form.carry_out(verb, may=lambda: check_keeper(contract, current_user)) is None:
        return form.again("contracts/endings/show.html", **_page(contract, renewal_form=form))
    return _done(form, contract, _("Renewed."))


@bp.post("/<int:contract_id>/reissues")
def create_reissue(contract_id: int):
    """Note that lost originals were issued again."""
    contract, form = found_or_404(contract_id), ReissueForm()
    verb = lambda: actions.reissue(  # noqa: E731
        contract, form.copies.data, form.reason.data, form.issued_on.data, by=current_user, at=clock.now()
    )
    if form.carry_out(verb, may=lambda: check_archivist(contract, current_user)) is None:
        return form.again("contracts/endings/show.html", **_page(contract, reissue_form=form))
    return _done(form, contract, _("Noted. Mark the copies as issued again."))


def _done(form: Form, contract: Contract, said: str):
    target = form.onward(url_for(".show", contract_id=contract.id))
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
