"""Submitting a quotation, on the screen; how it goes on stands on the page of every approval."""

from __future__ import annotations

from flask import Blueprint, flash, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.quotations.approval import actions
from salesapp.quotations.approval.forms import SubmissionForm
from salesapp.quotations.routes import found_or_404, refused
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("quotation_approval", __name__, url_prefix="/quotations")


@bp.post("/<int:quotation_id>/submissions")
def create_submission(quotation_id: int):
    """Put a quotation to those who must agree; within one's own authority it is agreed to at once."""
    quotation, form = found_or_404(quotation_id), SubmissionForm()
    said: list[str] = []

    def submit() -> None:
        asked = actions.submit(
            quotation, answer=form.answer.data, off_reason=form.off_reason.data, fresh=form.fresh.data,
            by=current_user, at=clock.now(),
        )  # fmt: skip
        said.append(
            _("Submitted for approval.") if asked else _("Within your own authority: it is agreed to.")
        )

    if form.carry_out(submit) is None:
        return refused(quotation, form, "submission_form")
    target = url_for("quotations.show", quotation_id=quotation_id)
    form.settle(target)
    db.session.commit()
    flash(said[-1], "ok")
    return htmx.go(target)
