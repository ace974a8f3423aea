"""Sheets printed together: chosen from what a list shows, watched while they are printed, downloaded as one file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import abort, current_app, flash, make_response, render_template, request, send_file, url_for
from flask_login import current_user

from salesapp.db import db, writing
from salesapp.documents import batch_desk, batch_work, batches, queries, registry
from salesapp.documents.forms import BatchForm, CancellationForm
from salesapp.documents.models import PrintBatch
from salesapp.documents.routes import bp
from salesapp.schedule.queue import hurry
from salesapp.trail import actions as audit
from salesapp.web import clock, htmx
from salesapp.words import gettext as _


def found_or_404(batch_id: int) -> PrintBatch:
    """Return sheets that this person ordered."""
    return queries.find_batch(batch_id, current_user) or abort(404)


@bp.get("/forms/batches/new")
def new_batch():
    """Show what can be printed together: a form, and the records that a filter finds."""
    form = BatchForm(formdata=None)
    return render_template("documents/new_batch.html", **_choice(form))


def _choice(form: BatchForm, ticked: Collection[int] | None = None) -> dict[str, Any]:
    """Return what the page shows: what the address asks for, else the form that was posted."""
    asked = {"form": form.form_code.data or "", **request.args.to_dict()}
    shown = batch_desk.choice(current_user, asked, ticked)
    form.form_code.data = shown["chosen"].code
    return {"form": form, **shown}


@bp.post("/forms/batches")
def create_batch():
    """Put the ticked sheets in line."""
    form = BatchForm()
    batch = form.carry_out(
        lambda: batches.order(
            form.form_code.data or "", form.records.data or [], masked=form.masked.data, by=current_user, at=clock.now()
        )
    )  # fmt: skip
    if batch is None:
        shown = _choice(form, form.records.data or [])
        return make_response(render_template("documents/new_batch.html", **shown), 422)
    target = url_for(".show_batch", batch_id=batch.id)
    form.settle(target)
    db.session.commit()
    hurry(current_app.config["SALESAPP"], "documents.print_batches")
    return htmx.go(target)


@bp.get("/forms/batches/<int:batch_id>")
def show_batch(batch_id: int):
    """Show how far the printing is, and the file once it is there."""
    return render_template("documents/batch.html", **batch_desk.progress(found_or_404(batch_id)))


@bp.get("/forms/batches/<int:batch_id>/progress")
def batch_progress(batch_id: int):
    """Answer the page that watches the printing."""
    shown = batch_desk.progress(found_or_404(batch_id))
    return htmx.answer(
        "documents/batch_progress.html", otherwise=url_for(".show_batch", batch_id=batch_id), **shown
    )


@bp.post("/forms/batches/<int:batch_id>/cancellations")
def create_batch_cancellation(batch_id: int):
    """Call off what is not printed yet."""
    batch, form = found_or_404(batch_id), CancellationForm()
    if form.carry_out(lambda: batches.cancel(batch, at=clock.now())) is None:
        page = batch_desk.progress(found_or_404(batch_id)) | {"refused": form}
        return make_response(render_template("documents/batch.html", **page), 422)
    target = url_for(".show_batch", batch_id=batch_id)
    form.settle(target)
    db.session.commit()
    flash(_("The printing is cancelled."), "ok")
    return htmx.go(target)


@bp.get("/forms/batches/<int:batch_id>/sheets.pdf")
def batch_file(batch_id: int):
    """Hand over the finished file."""
    batch = found_or_404(batch_id)
    path = batch_work.file_of(batch)
    if batch.status != "done" or not path.is_file():
        abort(404)
    with writing():
        audit.record("download", batch, detail={"form": batch.form_code, "sheets": len(batch.records)})
    name = (
        f"{registry.form(batch.form_code).title}_{_('together')}_{clock.local(batch.created_at):%Y-%m-%d}.pdf"
    )
    response = send_file(
        path, mimetype="application/pdf", download_name=name, etag=batch.sha256, conditional=True
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response
