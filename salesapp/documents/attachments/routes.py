"""The files that belong to records, given out only to who sees the record."""

from __future__ import annotations

from flask import Blueprint, abort, request, send_file
from flask_login import current_user

from salesapp.db import let_go, writing
from salesapp.documents.attachments import actions, queries
from salesapp.documents.attachments.rules import SHOWN
from salesapp.trail import actions as audit

bp = Blueprint("attachments", __name__, url_prefix="/attachments")


@bp.before_app_request
def look_at_files() -> None:
    """Find out what the files of a form are before the view holds anything: a large picture takes seconds."""
    sent = request.files.values() if request.method == "POST" else ()
    uploads = [upload for upload in sent if upload.filename]
    if uploads and current_user.is_authenticated:
        let_go()
        actions.look_at(uploads)


@bp.get("/<int:attachment_id>")
def show(attachment_id: int):
    """Hand over a file: pictures and PDF to be looked at, the rest to be saved."""
    found = queries.find(attachment_id, current_user) or abort(404)
    with writing():
        audit.record("download", found)
    response = send_file(
        found.file,
        mimetype=found.media_type,
        as_attachment=found.media_type not in SHOWN,
        download_name=found.name,
        etag=found.sha256,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
