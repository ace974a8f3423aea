"""What a round froze, to be printed (4.3)."""

from __future__ import annotations

from flask import Blueprint, abort
from flask_login import current_user

from salesapp.approvals.frozen import sheets
from salesapp.approvals.routes import found_or_404
from salesapp.web.inline import inline_pdf, paper_name
from salesapp.words import gettext as _

bp = Blueprint("frozen", __name__, url_prefix="/approvals")


@bp.get("/<int:approval_id>/content.pdf")
def show(approval_id: int):
    """Print the frozen content of a round with its fingerprint, for whoever sees its record."""
    approval, subject, record = found_or_404(approval_id)
    if not subject.sees(approval.subject_id, current_user):
        abort(404)
    reader, number = current_user._get_current_object(), approval.number
    name = paper_name(_("What was approved"), number, _("Round %(number)s", number=approval.round))
    return inline_pdf(sheets.frozen_sheet(approval, subject, record, by=reader), "approved.pdf", called=name)
