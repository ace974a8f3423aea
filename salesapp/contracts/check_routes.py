"""The checklist on the screen: 31 rows, each change an answer of its own; submission and withdrawal (F10, R39, R40)."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, flash, make_response, render_template, url_for
from flask_login import current_user

from salesapp.contracts import actions, approving, check_desk, checklist, desk
from salesapp.contracts.forms import CheckForm
from salesapp.contracts.routes import bp, found_or_404, show_url
from salesapp.contracts.step_forms import PressForm
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _


@bp.get("/<int:contract_id>/checklist")
def checklist_page(contract_id: int):
    """Show the 31 items of a contract in their six groups."""
    return render_template("contracts/checklist.html", **_sheet(found_or_404(contract_id)))


def _sheet(contract, changed: check_desk.CheckRow | None = None, form=None) -> dict:
    groups = check_desk.groups(contract, current_user)
    if changed is not None:
        groups = [replace(g, rows=[changed if r.no == changed.no else r for r in g.rows]) for g in groups]
    return desk.page(contract, current_user, show_url(contract)) | {
        "groups": groups,
        "gate": check_desk.gate(contract, current_user),
        "form": form or PressForm(formdata=None),
    }


@bp.post("/<int:contract_id>/checks/<int:no>")
def create_check(contract_id: int, no: int):
    """Mark one item; the answer is its row, its group's count and the bar that says what is missing."""
    contract = found_or_404(contract_id)
    if no not in checklist.ITEMS:
        abort(404)
    form = CheckForm()
    if form.carry_out(lambda: _mark(contract, no, form)) is None:
        return _refused(contract, no, form)
    url = f"{url_for('.checklist_page', contract_id=contract.id)}#check-{no}"
    form.settle(url)
    db.session.commit()
    changed = check_desk.row(contract, no, current_user)
    return htmx.answer("contracts/checked.html", otherwise=url, row=changed, **_sheet(contract))


def _mark(contract, no: int, form: CheckForm) -> None:
    actions.note_check(contract, form.mark(no), seen=form.seen.data or 0, by=current_user, at=clock.now())


def _refused(contract, no: int, form: CheckForm):
    """Answer with the row as it is kept, what was typed still in its fields, and why it was not taken."""
    changed = check_desk.refused(contract, no, current_user, form)
    status = 409 if form.stale else 422
    if htmx.wanted():
        return make_response(
            render_template("contracts/checked.html", row=changed, **_sheet(contract)), status
        )
    return make_response(render_template("contracts/checklist.html", **_sheet(contract, changed)), status)


@bp.post("/<int:contract_id>/submissions")
def create_submission(contract_id: int):
    """Send a contract into its approval; impossible while a required item is open (R40)."""
    contract, form = found_or_404(contract_id), PressForm()
    if form.carry_out(lambda: approving.submit(contract, by=current_user, at=clock.now())) is None:
        return form.again("contracts/checklist.html", **_without_form(_sheet(contract)))
    target = url_for(".approvals", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(_("Submitted: %(route)s.", route=desk.route(contract)), "ok")
    return htmx.go(target)


@bp.post("/<int:contract_id>/withdrawals")
def create_withdrawal(contract_id: int):
    """Take a contract back from its approval."""
    contract, form = found_or_404(contract_id), PressForm()
    if form.carry_out(lambda: approving.withdraw(contract, by=current_user, at=clock.now())) is None:
        return form.again("contracts/checklist.html", **_without_form(_sheet(contract)))
    target = url_for(".checklist_page", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(_("Withdrawn. The checklist is open again."), "ok")
    return htmx.go(target)


def _without_form(context: dict) -> dict:
    return {name: value for name, value in context.items() if name != "form"}
