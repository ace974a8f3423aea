"""One turn of a record by a plain button: the verb, the commit, the sentence, and back to where the record stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash
from flask_login import current_user
from werkzeug.wrappers import Response

from salesapp.db import db
from salesapp.web import clock, htmx


def turned(record: Any, verb: Callable[..., Any], words: str, target: str) -> Response:
    """Let the person turn a record now, commit, say so, and lead to ``target``."""
    verb(record, by=current_user, at=clock.now())
    db.session.commit()
    flash(words, "ok")
    return htmx.go(target)
