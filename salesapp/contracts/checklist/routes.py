"""The checklist on the screen: 31 rows, each change an answer of its own (F10, R39, R40)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, render_template, url_for
from flask_login import current_user

from salesapp.contracts.approval.forms import SubmissionForm
from salesapp.contracts.checklist import actions, page, rules
from salesapp.contracts.checklist.forms import CheckForm
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx

bp = Blueprint("checklist", __name__, url_prefix="/contracts")


@bp.get("/<int:contract_id>/checklist")
def show(contract_id: int):
    """Show the 31 items of a contract in their six groups."""
    return _sheet(found_or_404(contract_id))


def _sheet(contract: Contract, changed: page.CheckRow | None = None, status: int = 200):
    context = page.sheet(contract, current_user, changed)
    html = render_template("contracts/checklist/show.html", form=SubmissionForm(formdata=None), **context)
    return make_response(html, status)


@bp.post("/<int:contract_id>/checks/<int:no>")
def create_check(contract_id: int, no: int):
    """Mark one item; the answer is its row, its group's count and the bar that says what is missing."""
    contract = found_or_404(contract_id)
    if no not in rules.ITEMS:
        abort(404)
    form = CheckForm()
    if form.carry_out(lambda: _mark(contract, no, form)) is None:
        return _refused(contract, no, form)
    url = f"{url_for('.show', contract_id=contract.id)}#check-{no}"
    form.settle(url)
    db.session.commit()
    return htmx.answer("contracts/checklist/checked.html", otherwise=url, **_changed(contract, no))


def _mark(contract: Contract, no: int, form: CheckForm) -> None:
    actions.note_check(contract, form.mark(no), seen=form.seen.data or 0, by=current_user, at=clock.now())


def _changed(contract: Contract, no: int) -> dict[str, Any]:
    return page.sheet(contract, current_user) | _part(page.row(contract, no, current_user))


def _part(row: page.CheckRow) -> dict[str, Any]:
    return {"row": row, "answer_form": SubmissionForm(formdata=None)}


def _refused(contract: Contract, no: int, form: CheckForm):
    """Answer with the row as it is kept, what was typed still in its fields, and why it was not taken."""
    changed, status = page.refused(contract, no, current_user, form), form.refused_as
    if not htmx.wanted():
        return _sheet(contract, changed, status)
    context = page.sheet(contract, current_user) | _part(changed)
    return make_response(render_template("contracts/checklist/checked.html", **context), status)
