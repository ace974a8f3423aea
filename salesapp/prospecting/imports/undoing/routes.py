"""An undo on the screen: first what somebody worked on since, record by record, then the whole import goes back (R13)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user

from salesapp.prospecting.imports import jobs, queries
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rules import CHANGING
from salesapp.prospecting.imports.undoing import actions
from salesapp.prospecting.imports.undoing.forms import UndoForm
from salesapp.prospecting.imports.undoing.queries import MOST, touched
from salesapp.prospecting.imports.undoing.rules import check_marks
from salesapp.rights.access import runs
from salesapp.web import clock, htmx

bp = Blueprint("import_undoings", __name__, url_prefix="/prospects/imports/<int:import_id>/undoings")


def _found(import_id: int) -> ProspectImport:
    found = queries.find(import_id, current_user) or abort(404)
    if request.method == "GET" and not (found.was_run and runs(found.of_list, current_user)):
        abort(404)
    return found


@bp.get("")
def new(import_id: int):
    """Show what would be taken back, and what somebody worked on since, to be chosen record by record."""
    form = UndoForm(formdata=None)
    return render_template("prospecting/imports/undoing.html", form=form, **_page(_found(import_id), form))


def _page(found: ProspectImport, form: UndoForm) -> dict[str, Any]:
    some = touched(found, current_user) if found.was_run else []
    return {
        "found": found, "touched": some[:MOST], "more": len(some) > MOST, "marks": set(form.marks()),
        "count": _count(found.id),
    }  # fmt: skip


@bp.post("")
def create(import_id: int):
    """Take the whole import back, with what was chosen of the records that somebody worked on."""
    found, form = _found(import_id), UndoForm()

    def undo() -> None:
        marks = form.marks()
        back = check_marks(marks, touched(found, current_user)) if marks else ()
        actions.undo(found, by=current_user, at=clock.now(), total=_count(import_id), back=back)

    if form.carry_out(undo) is None:
        return form.again("prospecting/imports/undoing.html", **_page(found, form))
    target = url_for("imports.show", import_id=import_id)
    form.settle(target)
    jobs.commit_and_begin(found, _count(import_id))
    return htmx.go(target)


def _count(import_id: int) -> int:
    return sum(
        count for outcome, count in queries.counts(import_id, "outcome").items() if outcome in CHANGING
    )
