"""The customer's Word file beside our text, on the screen: read, compared, proposed; what is confirmed is the text's own form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask_login import current_user

from salesapp.contracts.access import check_keeper
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.contracts.texts import actions, page, queries
from salesapp.contracts.texts.forms import CompareForm, text_form
from salesapp.contracts.texts.routes import page_of
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.refusals import Refusal
from salesapp.web import clock, htmx

bp = Blueprint("comparisons", __name__)
PAGE = "contracts/texts/show.html"


@bp.get("/contracts/<int:contract_id>/comparisons/<int:attachment_id>")
def show(contract_id: int, attachment_id: int):
    """Show what a Word file of the contract says in place of our clauses: proposed, nothing is kept yet."""
    contract = found_or_404(contract_id)
    check_keeper(contract, current_user)
    file = next((one for one in queries.word_files(contract) if one.id == attachment_id), None) or abort(404)
    form = CompareForm(formdata=None)
    try:
        return render_template(PAGE, **_compared(contract, file))
    except Refusal as refusal:
        form.refuse(refusal)
        return form.again(PAGE, **page_of(contract, compare_form=form))


def _compared(contract: Contract, file: Attachment) -> dict[str, Any]:
    """Return the page with what is proposed."""
    found = actions.compare(contract, actions.theirs(file.file.read_bytes()))
    now, proposed = page.proposed(contract, file, found)
    form = text_form(now, proposed.added)
    why = {"why": contract.deviates_because or page.why(file)}
    shown = page_of(contract, text_form=form(formdata=None, data=why))
    lines = [(one, proposed.how[one.title]) for one in now]
    return shown | {"text": replace(shown["text"], proposed=proposed, clauses=lines)}


@bp.post("/contracts/<int:contract_id>/comparisons")
def create(contract_id: int):
    """Keep the customer's Word file as the contract's text and compare it with ours; it is read before anything is held."""
    contract, form = found_or_404(contract_id), CompareForm()
    held: dict[str, Any] = {}

    def keep() -> None:
        again = found_or_404(contract_id)
        actions.compare(again, held["theirs"])
        held["file"] = actions.keep_file(again, form.file.data, by=current_user, at=clock.now())

    slow = lambda: held.update(theirs=actions.theirs(form.content()))  # noqa: E731
    if form.carry_out(keep, may=lambda: check_keeper(contract, current_user), slow=slow) is None:
        return form.again(PAGE, **page_of(found_or_404(contract_id), compare_form=form))
    target = url_for(".show", contract_id=contract_id, attachment_id=held["file"].id)
    form.settle(target)
    db.session.commit()
    return htmx.go(target)
