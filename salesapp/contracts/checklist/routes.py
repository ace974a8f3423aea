"""The checklist on the screen: a group of items at a time, each change an answer of its own (F10, R39, R40)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask_login import current_user

from salesapp.contracts.approval.forms import SubmissionForm
from salesapp.contracts.checklist import actions, page, rules
from salesapp.contracts.checklist.forms import CheckForm
from salesapp.contracts.checklist.walk import page as walk
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx

bp = Blueprint("checklist", __name__, url_prefix="/contracts")


@bp.get("/<int:contract_id>/checklist")
def show(contract_id: int):
    """Show one group of a contract's 31 items: the one asked for, else the first that has something open."""
    return whole(found_or_404(contract_id), request.args.get("group", ""))


def whole(
    contract: Contract, at: str, changed: page.CheckRow | page.CheckGroup | None = None, status: int = 200
):
    """Answer with the page at one group, a row or a group of it as it was just typed."""
    context = walk.sheet(contract, current_user, at, changed)
    html = render_template("contracts/checklist/show.html", form=SubmissionForm(formdata=None), **context)
    return make_response(html, status)


def group_url(contract: Contract, letter: str) -> str:
    """Return the address of one group."""
    return url_for("checklist.show", contract_id=contract.id, group=letter)


def place(letter: str) -> str:
    """Return where the page stands that asked: at all groups, or at this one."""
    return walk.ALL if f"group={walk.ALL}" in request.headers.get("HX-Current-URL", "") else letter


@bp.post("/<int:contract_id>/checks/<int:no>")
def create_check(contract_id: int, no: int):
    """Mark one item; the answer is its row, its group's count and the bar that says what is missing."""
    contract = found_or_404(contract_id)
    if no not in rules.ITEMS:
        abort(404)
    form = CheckForm()
    if form.carry_out(lambda: _mark(contract, no, form)) is None:
        return _refused(contract, no, form)
    url = f"{group_url(contract, rules.ITEMS[no].group)}#check-{no}"
    form.settle(url)
    db.session.commit()
    row = page.row(contract, no, current_user)
    return htmx.answer("contracts/checklist/checked.html", otherwise=url, **_part(contract, row))


def _mark(contract: Contract, no: int, form: CheckForm) -> None:
    actions.note_check(contract, form.mark(no), seen=form.seen.data or 0, by=current_user, at=clock.now())


def _part(contract: Contract, row: page.CheckRow) -> dict[str, Any]:
    context = walk.sheet(contract, current_user, place(row.group), row)
    return context | {"row": row, "answer_form": SubmissionForm(formdata=None)}


def _refused(contract: Contract, no: int, form: CheckForm):
    """Answer with the row as it is kept, what was typed still in its fields, and why it was not taken."""
    changed, status = page.refused(contract, no, current_user, form), form.refused_as
    if not htmx.wanted():
        return whole(contract, rules.ITEMS[no].group, changed, status)
    html = render_template("contracts/checklist/checked.html", **_part(contract, changed))
    return make_response(html, status)
