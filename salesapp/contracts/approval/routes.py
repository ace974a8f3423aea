"""Approvals on the screen: what waits for me, one contract's flow, submission, decision, withdrawal, reminder (F11)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.contracts import page as contract_page
from salesapp.contracts.approval import access, actions, page, queries
from salesapp.contracts.approval.forms import DecisionForm, PressForm
from salesapp.contracts.checklist import page as checklist_page
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx, limits
from salesapp.web.forms import Form
from salesapp.web.params import id_or
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("approval", __name__, url_prefix="/contracts")


@bp.get("/approvals")
def inbox():
    """Show the contracts that wait for this person's decision."""
    rows = queries.inbox(current_user)
    return render_template("contracts/approval/inbox.html", rows=rows, today=clock.today())


@bp.get("/<int:contract_id>/approvals")
def show(contract_id: int):
    """Show how a contract's approval goes, and the decision where it is this person's."""
    contract = found_or_404(contract_id)
    return render_template("contracts/approval/show.html", **_flow(contract))


def _flow(contract: Contract, form: DecisionForm | None = None) -> dict[str, Any]:
    mine = access.my_step(contract, current_user)
    return contract_page.page(contract, current_user) | {
        "mine": mine,
        "decision_form": form or DecisionForm(formdata=None, data={"step_id": mine.id if mine else None}),
        "asks_password": page.needs_password(contract),
        "rounds": page.rounds(contract),
        "may_remind": mine is None and access.may_remind(contract, current_user),
        "may_withdraw": mine is None and access.may_withdraw(contract, current_user),
        "facts_of": contract_page.facts_to_approve(contract, current_user),
        "exceptions": checklist_page.exceptions(contract),
    }


@bp.post("/<int:contract_id>/submissions")
def create_submission(contract_id: int):
    """Send a contract into its approval; impossible while a required item is open (R40)."""
    contract, form = found_or_404(contract_id), PressForm()
    if form.carry_out(lambda: actions.submit(contract, by=current_user, at=clock.now())) is None:
        return form.again("contracts/checklist/show.html", **checklist_page.sheet(contract, current_user))
    said = _("Submitted: %(route)s.", route=page.route(contract))
    return _done(form, url_for(".show", contract_id=contract.id), said)


@bp.post("/<int:contract_id>/withdrawals")
def create_withdrawal(contract_id: int):
    """Take a contract back from its approval."""
    contract, form = found_or_404(contract_id), PressForm()
    if form.carry_out(lambda: actions.withdraw(contract, by=current_user, at=clock.now())) is None:
        return form.again("contracts/checklist/show.html", **checklist_page.sheet(contract, current_user))
    target = url_for("checklist.show", contract_id=contract.id)
    return _done(form, target, _("Withdrawn. The checklist is open again."))


@bp.post("/<int:contract_id>/approvals")
@limits.confirming
def create_approval(contract_id: int):
    """Take this person's decision on one step."""
    contract, form = found_or_404(contract_id), DecisionForm()
    step_id = id_or(form.step_id.data, 0)
    step = next((each for each in contract.approval_steps if each.id == step_id), None) or abort(404)
    if form.carry_out(lambda: _decide(contract, step, form)) is None:
        return form.again("contracts/approval/show.html", **_flow(contract, form))
    return _done(form, url_for(".show", contract_id=contract.id), page.decided(contract))


def _decide(contract: Contract, step, form: DecisionForm) -> None:
    actions.decide(
        contract,
        step,
        form.verdict.data,
        form.comment.data,
        password=form.password.data,
        by=current_user,
        at=clock.now(),
    )


@bp.post("/<int:contract_id>/reminders")
def create_reminder(contract_id: int):
    """Press those who are to decide, once in a few hours."""
    contract, form = found_or_404(contract_id), PressForm()
    sent = form.carry_out(lambda: actions.remind(contract, by=current_user, at=clock.now()))
    if sent is None:
        return form.again("contracts/approval/show.html", **_flow(contract))
    said = ngettext("Reminded one person.", "Reminded %(num)d people.", sent)
    return _done(form, url_for(".show", contract_id=contract.id), said)


def _done(form: Form, target: str, said: str):
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
