"""Where the code of a sheet leads: whether the print is current, what changed since, the record."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask_login import current_user

from salesapp.documents.register import page, queries
from salesapp.documents.register.rules import read_code

bp = Blueprint("prints", __name__)


@bp.get("/p/<code>")
@bp.get("/P/<code>")
@bp.get("/p/<code>-<int:number>")
@bp.get("/P/<code>-<int:number>")
def show(code: str, number: int = 1):
    """Say whether a print is current, and lead on to its record."""
    read = read_code(code) or abort(404)
    sheet = queries.by_code(read) or abort(404)
    return render_template("documents/register/show.html", number=number, **page.check(sheet, current_user))
