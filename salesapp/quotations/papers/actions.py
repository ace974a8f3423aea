"""What goes out of the house is printed; who took which is noted."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.db import writing
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.press.pool import press
from salesapp.quotations.papers.rules import Paper
from salesapp.trail import actions as audit

BASE_SECONDS, SECONDS_PER_ROW = 30.0, 0.06


def print_paper(paper: Paper, *, by: User, at: datetime) -> bytes:
    """Return the PDF of a paper; it is rendered while no transaction is open."""
    detail = {"number": paper.number, "kind": str(paper.kind)}
    with writing():
        audit.record("print", detail=detail, actor=by)
    html = (
        environment()
        .get_template("documents/paper/quotation.html")
        .render(paper=paper, imprint=house.imprint())
    )
    return (
        press().print(html, variant="outward", seconds=BASE_SECONDS + len(paper.lines) * SECONDS_PER_ROW).pdf
    )
