"""What goes out of the house, on the screen: PDF for the customer and the warehouse, and a workbook."""

from __future__ import annotations

from flask import Blueprint, abort, send_file
from flask_login import current_user

from salesapp.db import writing
from salesapp.quotations.papers import actions, page
from salesapp.quotations.papers.rules import Kind
from salesapp.quotations.routes import found_or_404
from salesapp.trail.actions import record
from salesapp.web import clock
from salesapp.web.inline import inline_pdf
from salesapp.web.workbook import XLSX, write
from salesapp.words import gettext as _

bp = Blueprint("quotation_papers", __name__, url_prefix="/quotations")


@bp.get("/<int:quotation_id>/<kind>.pdf")
def show(quotation_id: int, kind: str):
    """Hand over the paper of a kind."""
    quotation = found_or_404(quotation_id)
    if kind not in set(Kind):
        abort(404)
    paper = page.paper(quotation, Kind(kind))
    name = f"{paper.title}_{paper.number}_{paper.customer}.pdf"
    pdf = actions.print_paper(paper, by=current_user._get_current_object(), at=clock.now())
    return inline_pdf(pdf, "quotation.pdf", called=name, kept=True)


@bp.get("/<int:quotation_id>/lines.xlsx")
def export(quotation_id: int):
    """Give out the lines as a workbook, without what is internal."""
    quotation = found_or_404(quotation_id)
    book, count = write(_("Quotation"), page.columns(), page.rows(quotation))
    label = quotation.label
    with writing():
        record("export", detail={"list": "quotation", "number": label, "rows": count})
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=f"{_('Quotation')}_{label}.xlsx")
