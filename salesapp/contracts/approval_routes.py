"""Approvals on the screen: what waits for me, one contract's flow, the decision, the reminder (F11)."""

from __future__ import annotations

from flask import abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.contracts import approving, check_desk, desk, queries, words
from salesapp.contracts.routes import bp, found_or_404, show_url
from salesapp.contracts.step_forms import DecisionForm, PressForm
from salesapp.db import db
from salesapp.web import clock, htmx, limits
from salesapp.web.params import id_or
from salesapp.words import ngettext


@bp.get("/approvals")
def inbox():
    """Show the contracts that wait for this person's decision."""
    return render_template("contracts/inbox.html", rows=queries.inbox(current_user), today=clock.today())


@bp.get("/<int:contract_id>/approvals")
def approvals(contract_id: int):
    """Show how a contract's approval goes, and the decision where it is this person's."""
    contract = found_or_404(contract_id)
    return render_template(
        "contracts/approvals.html", decision_form=_decision_form(contract), **_flow(contract)
    )


def _decision_form(contract) -> DecisionForm:
    """Return an empty decision on the step that waits for this person, if one does."""
    mine = desk.my_step(contract, current_user)
    return DecisionForm(formdata=None, data={"step_id": mine.id if mine else None})


def _flow(contract) -> dict:
    return desk.page(contract, current_user, show_url(contract)) | {
        "mine": desk.my_step(contract, current_user),
        "asks_password": desk.needs_password(contract),
        "rounds": desk.rounds(contract),
        "exceptions": check_desk.exceptions(contract),
    }


@bp.post("/<int:contract_id>/approvals")
@limits.confirming
def create_approval(contract_id: int):
    """Take this person's decision on one step."""
    contract, form = found_or_404(contract_id), DecisionForm()
    step_id = id_or(form.step_id.data, 0)
    step = next((each for each in contract.approval_steps if each.id == step_id), None) or abort(404)
    if form.carry_out(lambda: _decide(contract, step, form)) is None:
        return form.again("contracts/approvals.html", decision_form=form, **_flow(contract))
    target = url_for(".approvals", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(words.decided(contract, step), "ok")
    return htmx.go(target)


def _decide(contract, step, form: DecisionForm) -> None:
    approving.decide(
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
    sent = form.carry_out(lambda: approving.remind(contract, by=current_user, at=clock.now()))
    if sent is None:
        return form.again(
            "contracts/approvals.html", decision_form=_decision_form(contract), **_flow(contract)
        )
    target = url_for(".approvals", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(ngettext("Reminded one person.", "Reminded %(num)d people.", sent), "ok")
    return htmx.go(target)
