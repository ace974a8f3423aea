"""The forms page and the printed sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from salesapp.documents.batches import queries as batches
from salesapp.documents.batches.rules import presets
from salesapp.documents.forms import registry
from salesapp.documents.press.pool import press
from salesapp.documents.register import actions, queries
from salesapp.documents.register.actions import Printout
from salesapp.web import clock
from salesapp.web.inline import inline_pdf

bp = Blueprint("documents", __name__)


@bp.get("/forms")
def index():
    """Show the standard forms, what one may print together, and what one printed last."""
    press().warm_up()
    return render_template(
        "documents/index.html",
        processes=[(number, registry.forms_of(number)) for number in (1, 2, 3, 4)],
        prints_of_mine=queries.latest_prints(current_user),
        batches_of_mine=batches.latest(current_user),
        presets=presets(),
        titles={code: form.title for code, form in registry.forms().items()},
    )


@bp.get("/forms/<code>/blank.pdf")
def blank(code: str):
    """Hand over the blank sheet of a form."""
    if code not in registry.CODES:
        abort(404)
    compact = request.args.get("compact") == "1"
    by = current_user._get_current_object()
    return _hand_over(actions.print_blank(code, by=by, at=clock.now(), compact=compact))


@bp.get("/forms/<code>/<int:record_id>.pdf")
def filled(code: str, record_id: int):
    """Hand over the sheet of one record, where this person may see it."""
    if code not in registry.CODES:
        abort(404)
    order: dict[str, Any] = {
        "by": current_user._get_current_object(),
        "at": clock.now(),
        "masked": request.args.get("masked") == "1",
        "archive": request.args.get("archive") == "1",
    }
    if request.args.get("copies") == "all":
        return _hand_over(actions.print_copies(code, record_id, **order) or abort(404))
    copy = request.args.get("copy", 0, type=int)
    days = {name: request.args.get(name, type=date.fromisoformat) for name in ("first", "last")}
    order["period"] = {name: day for name, day in days.items() if day}
    return _hand_over(actions.print_filled(code, record_id, copy=copy, **order) or abort(404))


def _hand_over(printout: Printout) -> Response:
    """Answer with the PDF, or with 304 where the browser has this very print."""
    response = inline_pdf(printout.pdf, "sheet.pdf", called=printout.name, kept=True)
    response.set_etag(printout.etag)
    return response.make_conditional(request)
