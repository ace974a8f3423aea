"""Files that belong to a record: kept in the data folder under their hash, given out only to who sees the record.

A capability says who sees its records with ``guard``; the address of an attachment then needs no route of its own.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.house import attachments_folder
from salesapp.documents.models import Attachment
from salesapp.documents.uploads import MAX_BYTES, UploadRefused, check
from salesapp.words import gettext as _

_guards: dict[str, Callable[[int, Any], bool]] = {}

log = logging.getLogger(__name__)


def guard(owner_type: str, sees: Callable[[int, Any], bool]) -> None:
    """Register who sees the attachments of one kind of record: ``sees(record_id, user)``.

    ``owner_type`` is the table name of the record.
    """
    _guards[owner_type] = sees


def attach(upload: FileStorage, owner: Any, *, by: User, at: datetime, note: str | None = None) -> Attachment:
    """Keep one uploaded file for a record; raises UploadRefused with a sentence for the person who sent it.

    The owner must have its id (flush first). The bytes are on disk before the row is: a rolled back upload leaves
    an unused file, never a row without its file.
    """
    kept = check(upload.filename or "", upload.stream.read(MAX_BYTES + 1))
    digest = hashlib.sha256(kept.content).hexdigest()
    _write(digest, kept.content)
    attachment = Attachment(
        owner_type=owner.__tablename__,
        owner_id=owner.id,
        name=kept.name,
        media_type=kept.media_type,
        size=len(kept.content),
        sha256=digest,
        note=note,
        uploaded_by=by,
        uploaded_at=at,
    )
    db.session.add(attachment)
    return attachment


def of(owner_type: str, owner_id: int) -> list[Attachment]:
    """Return the attachments of one record, oldest first, without the removed ones."""
    return list(
        db.session.scalars(
            select(Attachment)
            .where(
                Attachment.owner_type == owner_type,
                Attachment.owner_id == owner_id,
                Attachment.removed_at.is_(None),
            )
            .order_by(Attachment.id)
        ).unique()
    )


def find(attachment_id: int, user: User) -> Attachment | None:
    """Return an attachment, or None where there is none that this person may see."""
    attachment = db.session.get(Attachment, attachment_id)
    if attachment is None or attachment.removed_at is not None:
        return None
    sees = _guards.get(attachment.owner_type)
    return attachment if sees is not None and sees(attachment.owner_id, user) else None


def remove(attachment: Attachment, *, at: datetime) -> None:
    """Take an attachment off its record; the row stays for the audit trail, and so do the bytes."""
    attachment.removed_at = at


def path_of(attachment: Attachment) -> Path:
    """Return the file that holds the bytes of an attachment."""
    return _path(attachment.sha256)


def _path(digest: str) -> Path:
    return attachments_folder() / digest[:2] / digest


def _write(digest: str, content: bytes) -> None:
    path = _path(digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{digest}.{secrets.token_hex(4)}")
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
