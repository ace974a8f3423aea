"""The hand-off on the screen: the sheet, sending it, accepting or returning it (F12, R41, R42)."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.contracts import page as contract_page
from salesapp.contracts.access import check_keeper
from salesapp.contracts.handoff import access, actions, page
from salesapp.contracts.handoff.forms import HandoffForm, ReceiptForm, sheet_form
from salesapp.contracts.handoff.models import Handoff
from salesapp.contracts.handoff.rules import REQUIRED, Receipt
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("handoff", __name__, url_prefix="/contracts")
F = TypeVar("F", bound=Form)


@bp.get("/<int:contract_id>/handoff")
def show(contract_id: int):
    """Show the hand-off sheet: to be filled in by its sender, to be received, or as it is."""
    contract = found_or_404(contract_id)
    form = _expecting(_form_of(contract)(formdata=None, obj=contract.handoff), contract)
    receipt = _expecting(ReceiptForm(formdata=None), contract)
    return render_template(
        "contracts/handoff/show.html", sheet_form=form, receipt_form=receipt, **_sheet(contract)
    )


def _form_of(contract: Contract) -> type[HandoffForm]:
    return sheet_form(contract.handoff.points() if contract.handoff else ())


def _expecting(form: F, contract: Contract) -> F:
    return form if contract.handoff is None else form.expect_version(contract.handoff)


def _sheet(contract: Contract) -> dict[str, Any]:
    sheet = contract.handoff
    shown = (
        {}
        if sheet is None
        else {
            "returned": page.returned(sheet),
            "answers": page.answers(sheet),
            "due_note": page.due_note(sheet),
            "written": page.written(sheet, calls=access.calls(contract, current_user)),
            "dates": page.dates(sheet),
        }
    )
    return (
        contract_page.page(contract, current_user)
        | shown
        | {
            "sheet": sheet,
            "required": REQUIRED,
            "may_fill": access.may_fill(contract, current_user),
            "may_receive": access.may_receive(contract, current_user),
            "my_department": page.department_of(current_user),
        }
    )


@bp.post("/<int:contract_id>/handoffs")
def create_handoff(contract_id: int):
    """Save the sheet and, unless it is to be kept only, send it to finance and after-sales."""
    contract = found_or_404(contract_id)
    form = _expecting(_form_of(contract)(), contract)
    sending = request.form.get("then") != "keep"
    verb = actions.send if sending else actions.keep_sheet
    keep = lambda: verb(contract, form.sheet(), form.answers(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(keep, may=lambda: check_keeper(contract, current_user)) is None:
        receipt = ReceiptForm(formdata=None)
        return form.again(
            "contracts/handoff/show.html", sheet_form=form, receipt_form=receipt, **_sheet(contract)
        )
    said = _("Sent to finance and after-sales.") if sending else _("Saved, not sent yet.")
    return _done(form, contract, said, stays=not sending)


@bp.post("/<int:contract_id>/receipts")
def create_receipt(contract_id: int):
    """Accept the hand-off for one's department, or return it with what is missing."""
    contract = found_or_404(contract_id)
    form = _expecting(ReceiptForm(), contract)
    done = form.carry_out(lambda: _receive(contract, form))
    if done is None:
        sheet = _form_of(contract)(formdata=None, obj=contract.handoff)
        return form.again(
            "contracts/handoff/show.html", sheet_form=sheet, receipt_form=form, **_sheet(contract)
        )
    accepted = done.latest()[current_user.role].status == Receipt.ACCEPTED
    said = _("Received. Thank you.") if accepted else _("Returned to the sales representative.")
    return _done(form, contract, said)


def _receive(contract: Contract, form: ReceiptForm) -> Handoff:
    return actions.receive(contract, form.answer.data, form.opinion.data, by=current_user, at=clock.now())


def _done(form: Form, contract: Contract, said: str, *, stays: bool = False):
    here = url_for(".show", contract_id=contract.id)
    target = here if stays else form.onward(here)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
