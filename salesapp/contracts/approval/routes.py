"""A contract's approval on the screen: how it goes, its submission, its withdrawal (F11)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from salesapp.approvals import routes as approvals
from salesapp.approvals.subjects.rules import subject_of
from salesapp.contracts import page as contract_page
from salesapp.contracts.approval import actions, page
from salesapp.contracts.approval.forms import SubmissionForm
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.checklist.walk import page as checklist_page
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("approval", __name__, url_prefix="/contracts")


@bp.get("/approvals")
def inbox():
    """Lead to what waits for this person's decision, of every kind."""
    return redirect(url_for("approvals.index"))


@bp.get("/<int:contract_id>/approvals")
def show(contract_id: int):
    """Show how a contract's approval goes, and the decision where it is this person's."""
    contract = found_or_404(contract_id)
    shown = approvals.shown(subject_of(SUBJECT_TYPE), contract, contract.approvals[::-1])
    return render_template(
        "contracts/approval/show.html", **contract_page.page(contract, current_user) | shown
    )


@bp.post("/<int:contract_id>/submissions")
def create_submission(contract_id: int):
    """Send a contract into its approval; impossible while a required item is open (R40)."""
    contract, form = found_or_404(contract_id), SubmissionForm()
    submit = lambda: actions.submit(contract, answer=form.answer.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(submit) is None:
        return form.again("contracts/checklist/show.html", **checklist_page.sheet(contract, current_user))
    said = _("Submitted: %(route)s.", route=page.route(contract))
    return _done(form, url_for(".show", contract_id=contract.id), said)


@bp.post("/<int:contract_id>/withdrawals")
def create_withdrawal(contract_id: int):
    """Take a contract back from its approval."""
    contract, form = found_or_404(contract_id), SubmissionForm()
    may = lambda: actions.check_takes_back(contract, by=current_user)  # noqa: E731
    if form.carry_out(lambda: actions.withdraw(contract, by=current_user, at=clock.now()), may=may) is None:
        return form.again("contracts/checklist/show.html", **checklist_page.sheet(contract, current_user))
    target = url_for("checklist.show", contract_id=contract.id)
    return _done(form, target, _("Withdrawn. The checklist is open again."))


def _done(form: Form, target: str, said: str):
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
