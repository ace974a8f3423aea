"""The files that belong to records, given out only to who sees the record."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, request, send_file
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from salesapp.db import let_go, writing
from salesapp.documents.attachments import actions, queries
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.attachments.rules import SHOWN
from salesapp.trail import actions as audit
from salesapp.web import errors
from salesapp.words import gettext as _

bp = Blueprint("attachments", __name__, url_prefix="/attachments")


@bp.before_app_request
def look_at_files() -> None:
    """Find out what the files of a form are before the view holds anything: a large picture takes seconds."""
    uploads = _uploads()
    if uploads and current_user.is_authenticated:
        let_go()
        actions.look_at(uploads)


def _uploads() -> list[FileStorage]:
    if request.method != "POST" or not queries.takes_files(request.endpoint):
        return []
    return [upload for _field, uploads in request.files.lists() for upload in uploads if upload.filename]


@bp.after_app_request
def tell_of_files_left_out(response: Response) -> Response:
    """Say which of several files were not kept, where the form itself was saved."""
    saved = response.status_code == 303 or "HX-Redirect" in response.headers
    for words in actions.refused(_uploads()) if saved else ():
        flash(words, "warn")
    return response


def _kept(attachment_id: int) -> Attachment:
    """Return a file that the person may open; of a data folder that was lost, or is another machine's, only the row is."""
    found = queries.find(attachment_id, current_user) or abort(404)
    if not found.file.is_file():
        said = _(
            "%(name)s is known, but its content is not on this machine. Tell the administrator.",
            name=found.name,
        )
        abort(errors.page(404, _("The file is not here"), said))
    return found


@bp.get("/<int:attachment_id>/thumbnail")
def thumbnail(attachment_id: int):
    """Show a picture small, as timelines have it; nothing is handed over that the trail would have to tell of."""
    found = _kept(attachment_id)
    response = make_response(actions.thumbnail(found.sha256) if found.is_picture else abort(404))
    response.content_type = "image/jpeg"
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@bp.get("/<int:attachment_id>")
def show(attachment_id: int):
    """Hand over a file: pictures and PDF to be looked at, the rest to be saved."""
    found = _kept(attachment_id)
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
