"""The hand-off on the screen: the sheet, sending it, accepting or returning it (F12, R41, R42)."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_login import current_user

from salesapp.contracts import desk, handing
from salesapp.contracts.handoff import HandoffStatus, is_overdue
from salesapp.contracts.handoff_forms import HandoffForm, ReceiptForm
from salesapp.contracts.routes import bp, found_or_404, show_url
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

WITH_SENDER = (HandoffStatus.OPEN, HandoffStatus.RETURNED)


@bp.get("/<int:contract_id>/handoff")
def handoff(contract_id: int):
    """Show the hand-off sheet: to be filled in by its sender, to be received, or as it is."""
    contract = found_or_404(contract_id)
    form, receipt = HandoffForm(formdata=None, obj=contract.handoff), ReceiptForm(formdata=None)
    if contract.handoff is not None:
        form.expect_version(contract.handoff)
        receipt.expect_version(contract.handoff)
    return render_template(
        "contracts/handoff.html", sheet_form=form, receipt_form=receipt, **_sheet(contract)
    )


def _sheet(contract) -> dict:
    context = desk.page(contract, current_user, show_url(contract))
    sheet = contract.handoff
    return context | {
        "sheet": sheet,
        "may_fill": context["keeps"] and sheet is not None and sheet.status in WITH_SENDER,
        "may_receive": desk.may_receive(contract, current_user),
        "today": clock.today(),
        "late": sheet is not None and is_overdue(sheet.status, sheet.due_on, clock.today()),
    }


@bp.post("/<int:contract_id>/handoffs")
def create_handoff(contract_id: int):
    """Save the sheet and, unless it is to be kept only, send it to finance and after-sales."""
    contract, form = found_or_404(contract_id), HandoffForm()
    if contract.handoff is not None:
        form.expect_version(contract.handoff)
    sending = request.form.get("then") != "keep"
    verb = handing.send if sending else handing.keep_sheet
    if form.carry_out(lambda: verb(contract, form.sheet(), by=current_user, at=clock.now())) is None:
        receipt = ReceiptForm(formdata=None)
        return form.again("contracts/handoff.html", sheet_form=form, receipt_form=receipt, **_sheet(contract))
    return _go_on(
        form, contract, _("Sent to finance and after-sales.") if sending else _("Saved, not sent yet.")
    )


@bp.post("/<int:contract_id>/receipts")
def create_receipt(contract_id: int):
    """Accept the hand-off for one's department, or return it with what is missing."""
    contract, form = found_or_404(contract_id), ReceiptForm()
    if contract.handoff is not None:
        form.expect_version(contract.handoff)
    done = form.carry_out(lambda: _receive(contract, form))
    if done is None:
        sheet = HandoffForm(formdata=None, obj=contract.handoff)
        return form.again("contracts/handoff.html", sheet_form=sheet, receipt_form=form, **_sheet(contract))
    answered = done.latest()[current_user.role].status
    said = _("Received. Thank you.") if answered == "accepted" else _("Returned to the sales representative.")
    return _go_on(form, contract, said)


def _receive(contract, form: ReceiptForm):
    return handing.receive(contract, form.answer.data, form.opinion.data, by=current_user, at=clock.now())


def _go_on(form, contract, words: str):
    target = url_for(".handoff", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(words, "ok")
    return htmx.go(target)
