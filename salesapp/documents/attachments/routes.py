"""The files that belong to records, given out only to who sees the record."""

from __future__ import annotations

from flask import Blueprint, abort, send_file
from flask_login import current_user

from salesapp.db import writing
from salesapp.documents.attachments import queries
from salesapp.documents.attachments.rules import SHOWN
from salesapp.trail import actions as audit

bp = Blueprint("attachments", __name__, url_prefix="/attachments")


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
