"""Sheets printed together: chosen from what a list shows, watched while they are printed, downloaded as one file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    make_response,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_login import current_user
from werkzeug.wrappers import Response

from salesapp.db import db, writing
from salesapp.documents.batches import actions, page, queries
from salesapp.documents.batches.forms import BatchForm, BlanksForm, CancellationForm
from salesapp.documents.batches.models import PrintBatch
from salesapp.documents.batches.rules import Status
from salesapp.documents.forms import registry
from salesapp.schedule.queue.actions import hurry
from salesapp.trail import actions as audit
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("batches", __name__, url_prefix="/forms/batches")


def found_or_404(batch_id: int) -> PrintBatch:
    """Return sheets that this person ordered."""
    return queries.find(batch_id, current_user) or abort(404)


@bp.get("/new")
def new():
    """Show what can be printed together: a form, and the records that a filter finds."""
    form = BatchForm(formdata=None)
    return render_template("documents/batches/new.html", form=form, **_choice(form))


def _choice(form: BatchForm, ticked: Collection[int] | None = None) -> dict[str, Any]:
    """Return what the page shows: what the address asks for, else the form that was posted."""
    code, asked = page.wanted({"form": form.form_code.data or "", **request.args.to_dict()})
    form.form_code.data = code
    return page.choice(code, asked, queries.picks(code, current_user, asked), ticked)


@bp.post("")
def create():
    """Put the ticked sheets in line."""
    form = BatchForm()
    batch = form.carry_out(
        lambda: actions.order(
            form.form_code.data or "", form.records.data or [], masked=form.masked.data, by=current_user, at=clock.now()
        )
    )  # fmt: skip
    if batch is None:
        return form.again("documents/batches/new.html", **_choice(form, form.records.data or []))
    return _ordered(form, batch)


@bp.get("/blanks/new")
def new_blanks():
    """Ask how many blank sheets of which form are printed."""
    return render_template("documents/batches/blanks.html", form=BlanksForm(request.args))


@bp.post("/blanks")
def create_blanks():
    """Put blank sheets in line, each with a number of its own."""
    form = BlanksForm()
    batch = form.carry_out(
        lambda: actions.order_blanks(
            form.form_code.data, int(form.count.data), compact=form.compact.data, by=current_user, at=clock.now()
        )
    )  # fmt: skip
    if batch is None:
        return form.again("documents/batches/blanks.html")
    return _ordered(form, batch)


def _ordered(form: Form, batch: PrintBatch) -> Response:
    target = url_for(".show", batch_id=batch.id)
    form.settle(target)
    db.session.commit()
    hurry(current_app.config["SALESAPP"], "documents.print_batches")
    return htmx.go(target)


@bp.get("/<int:batch_id>")
def show(batch_id: int):
    """Show how far the printing is, and the file once it is there."""
    return render_template("documents/batches/show.html", **_progress(batch_id))


def _progress(batch_id: int) -> dict[str, Any]:
    batch = found_or_404(batch_id)
    seen = not batch.is_done or queries.is_seen_still(batch, current_user)
    return page.progress(batch, ahead=queries.ahead_of(batch), seen=seen)


@bp.get("/<int:batch_id>/progress")
def progress(batch_id: int):
    """Answer the page that watches the printing."""
    shown = _progress(batch_id)
    return htmx.answer(
        "documents/batches/progress.html", otherwise=url_for(".show", batch_id=batch_id), **shown
    )


@bp.post("/<int:batch_id>/cancellations")
def create_cancellation(batch_id: int):
    """Call off what is not printed yet."""
    batch, form = found_or_404(batch_id), CancellationForm()
    if form.carry_out(lambda: actions.cancel(batch, at=clock.now())) is None:
        shown = _progress(batch_id) | {"refused": form}
        return make_response(render_template("documents/batches/show.html", **shown), 422)
    target = url_for(".show", batch_id=batch_id)
    form.settle(target)
    db.session.commit()
    flash(_("The printing is cancelled."), "ok")
    return htmx.go(target)


@bp.get("/<int:batch_id>/sheets.pdf")
def download(batch_id: int):
    """Hand over the finished file."""
    batch = found_or_404(batch_id)
    if (
        batch.status != Status.DONE
        or not batch.file.is_file()
        or not queries.is_seen_still(batch, current_user)
    ):
        abort(404)
    with writing():
        audit.record("download", batch, detail={"form": batch.form_code, "sheets": len(batch.records)})
    title, day = registry.form(batch.form_code).title, f"{clock.local(batch.created_at):%Y-%m-%d}"
    name = "_".join([str(title), *([_("masked")] if batch.masked else []), _("together"), day]) + ".pdf"
    response = send_file(
        batch.file,
        mimetype="application/pdf",
        download_name=name,
        etag=batch.sha256 or False,
        conditional=True,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response
