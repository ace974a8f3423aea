"""What the pages of every collection of wordings share."""

from __future__ import annotations

from flask import flash, url_for
from werkzeug.wrappers import Response

from salesapp.db import db
from salesapp.web import htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _


def saved(form: Form, endpoint: str) -> Response:
    """Commit what a form did, and lead back to the collection."""
    form.settle(url_for(endpoint))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(endpoint))
