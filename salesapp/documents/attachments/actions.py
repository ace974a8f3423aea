"""Keeping a file for a record: the bytes in the data folder under their hash, a row that says whose they are."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.attachments.rules import MAX_BYTES, UploadRefused, check
from salesapp.words import gettext as _

log = logging.getLogger(__name__)


def attach(upload: FileStorage, owner: Any, *, by: User, at: datetime, note: str | None = None) -> Attachment:
    """Keep one uploaded file for a record; raises UploadRefused with a sentence for the person who sent it.

    The owner must have its id (flush first). The bytes are on disk before the row is: a rolled back upload leaves
    an unused file, never a row without its file.
    """
    kept = check(upload.filename or "", upload.stream.read(MAX_BYTES + 1))
    attachment = Attachment(
        owner_type=owner.__tablename__,
        owner_id=owner.id,
        name=kept.name,
        media_type=kept.media_type,
        size=len(kept.content),
        sha256=hashlib.sha256(kept.content).hexdigest(),
        note=note,
        uploaded_by=by,
        uploaded_at=at,
    )
    _write(attachment.file, kept.content)
    db.session.add(attachment)
    return attachment


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with fresh.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        log.exception("an attachment cannot be kept")
        raise UploadRefused(
            _("The file cannot be kept now: the server's disk may be full. Tell the administrator."), "file"
        ) from None
