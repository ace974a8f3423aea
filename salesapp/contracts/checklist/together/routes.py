"""Several items of the checklist by one press: a group as conforming, with undo, and one answer to many clauses (F10, R39)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask_login import current_user

from salesapp.contracts.approval.forms import SubmissionForm
from salesapp.contracts.checklist.page import CheckGroup, groups
from salesapp.contracts.checklist.routes import group_url, place, whole
from salesapp.contracts.checklist.rules import ITEMS
from salesapp.contracts.checklist.together import actions, page, rules
from salesapp.contracts.checklist.together.forms import ConfirmationForm, GroupCheckForm
from salesapp.contracts.checklist.walk.page import sheet, ticked
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.documents.forms.f10 import GROUPS
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("together", __name__, url_prefix="/contracts")
CLAUSES = "C"
MARKED = "contracts/checklist/together/marked.html"


@bp.post("/<int:contract_id>/group-checks")
def create_group_check(contract_id: int):
    """Mark all open items of a group as conforming, but for those a colleague changed meanwhile."""
    contract, form, at = found_or_404(contract_id), GroupCheckForm(), clock.now()
    if form.group.data not in GROUPS:
        abort(404)
    mark = lambda: actions.mark_group(contract, form.group.data, form.looked_at, by=current_user, at=at)  # noqa: E731
    marked = form.carry_out(mark)
    if marked is None:
        return _refused(contract, form.group.data, form)
    undo = url_for(".create_reversal", contract_id=contract.id, stamp=rules.stamp(at))
    return _done(contract, form.group.data, form, page.said(contract, form.group.data, marked), undo)


@bp.post("/<int:contract_id>/group-checks/<stamp>/reversal")
def create_reversal(contract_id: int, stamp: str):
    """Undo one's own press: its items are open again."""
    contract = found_or_404(contract_id)
    numbers = actions.take_back(contract, stamp, by=current_user)
    db.session.commit()
    flash(_("Undone: %(items)s open again.", items=page.listed(numbers)), "ok")
    return redirect(group_url(contract, ITEMS[numbers[0]].group), code=303)


@bp.post("/<int:contract_id>/confirmations")
def create_confirmation(contract_id: int):
    """Write down one answer of the customer to several clauses."""
    contract, form, at = found_or_404(contract_id), ConfirmationForm(), clock.now()
    form.explained = [row.no for row in contract.checks if row.explained_on]
    confirm = lambda: actions.confirm(contract, form.ticked, form.values(), by=current_user, at=at)  # noqa: E731
    numbers = form.carry_out(confirm)
    if numbers is None:
        return _refused(contract, CLAUSES, form)
    return _done(
        contract, CLAUSES, form, _("Confirmed by the customer: %(items)s.", items=page.listed(numbers))
    )


def _done(contract: Contract, letter: str, form: Form, said: str, undo: str = ""):
    """Answer with the group as it is now and what was done, with the press that takes it back."""
    url = group_url(contract, letter)
    form.settle(url)
    db.session.commit()
    message: Any = {"text": said, "undo_url": undo}
    if not htmx.wanted():
        flash(message, "ok")
    return htmx.answer(MARKED, otherwise=url, **_part(contract, letter, said=message))


def _refused(contract: Contract, letter: str, form: Form):
    """Answer with the group as it is kept, what was typed and ticked still there, and why it was not taken."""
    changed = _as_typed(contract, letter, form)
    if not htmx.wanted():
        return whole(contract, letter, changed, form.refused_as)
    html = render_template(MARKED, **_part(contract, letter, changed))
    return make_response(html, form.refused_as)


def _part(
    contract: Contract, letter: str, changed: CheckGroup | None = None, said: Any = None
) -> dict[str, Any]:
    context = sheet(contract, current_user, place(letter), changed)
    return context | {"letter": letter, "said": said, "answer_form": SubmissionForm(formdata=None)}


def _as_typed(contract: Contract, letter: str, form: Form) -> CheckGroup:
    group = next(group for group in groups(contract, current_user) if group.letter == letter)
    if isinstance(form, ConfirmationForm):
        return replace(group, rows=ticked(group.rows, form.ticked), form=form)
    return replace(group, refusal=page.why(form))
