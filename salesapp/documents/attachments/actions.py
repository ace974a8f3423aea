"""Keeping a file for a record: the bytes in the data folder under their hash, a row that says whose they are.

What a file is, is found out and written to the disk before the view begins: that takes seconds for a large picture, and
nobody's saving waits for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import math
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from werkzeug.datastructures import FileStorage

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments import queries, rules
from salesapp.documents.attachments.looking import desk
from salesapp.documents.attachments.models import Attachment, place, small_place
from salesapp.documents.attachments.rules import MAX_BYTES, UploadRefused
from salesapp.web import storage
from salesapp.words import gettext as _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are on the disk, and which no record has yet."""

    name: str
    media_type: str
    size: int
    sha256: str
    pixels: int = 0  # what it cost to look at


#: What each upload of the requests now running turned out to be.
_looked_at: WeakKeyDictionary[FileStorage, Kept | UploadRefused] = WeakKeyDictionary()


def look_at(uploads: Iterable[FileStorage]) -> None:
    """Find out what each upload is and put its bytes on the disk; what is refused is refused when it is attached."""
    left = rules.MAX_PIXELS_AT_ONCE
    for nth, upload in enumerate(uploads, 1):
        seen = _seen(upload, left) if nth <= rules.MAX_AT_ONCE else rules.refused(rules.Reason.TOO_MANY, "")
        left -= seen.pixels if isinstance(seen, Kept) else 0
        _looked_at[upload] = seen
        upload.stream.seek(0)


def _seen(upload: FileStorage, left: int = rules.MAX_PIXELS_AT_ONCE) -> Kept | UploadRefused:
    try:
        found, little = desk.look(upload.filename or "", upload.stream.read(MAX_BYTES + 1), pixels=left)
        sha256 = hashlib.sha256(found.content).hexdigest()
        _write(place(sha256), found.content)
    except UploadRefused as refused:
        return refused
    if little:
        _keep_small(sha256, little)
    return Kept(found.name, found.media_type, len(found.content), sha256, found.pixels)


def thumbnail(sha256: str) -> bytes:
    """Return a kept picture small: made once and kept beside the data, made again where it is missing."""
    path = small_place(sha256)
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    made = desk.small(place(sha256).read_bytes())
    _keep_small(sha256, made)
    return made


def _keep_small(sha256: str, made: bytes) -> None:
    with contextlib.suppress(UploadRefused):  # a full disk costs speed, never the picture
        _write(small_place(sha256), made)


def attach(
    upload: FileStorage,
    owner: Any,
    *,
    by: User,
    at: datetime,
    note: str | None = None,
    kind: str | None = None,
) -> Attachment:
    """Keep one uploaded file for a record; raises UploadRefused with a sentence for the person who sent it.

    The owner must have its id (flush first). The bytes are on disk before the row is: a rolled back upload leaves
    an unused file, never a row without its file.
    """
    kept = _looked_at.get(upload) or _seen(upload)
    if isinstance(kept, UploadRefused):
        raise kept
    attachment = Attachment(
        owner_type=owner.__tablename__,
        owner_id=owner.id,
        kind=kind,
        name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        note=note,
        uploaded_by=by,
        uploaded_at=at,
    )
    db.session.add(attachment)
    return attachment


def attach_all(
    uploads: Sequence[FileStorage],
    owner: Any,
    *,
    by: User,
    at: datetime,
    note: str | None = None,
    kind: str | None = None,
) -> None:
    """Keep the uploads that can be kept; raises UploadRefused, with what is wrong with each, only where none can.

    ``refused`` tells of those that were left out.
    """
    problems = []
    for upload in uploads:
        try:
            attach(upload, owner, by=by, at=at, note=note, kind=kind)
        except UploadRefused as problem:
            problems.append(problem.message)
    if problems and len(problems) == len(uploads):
        raise UploadRefused("\n".join(dict.fromkeys(problems)), "file")


def refused(uploads: Iterable[FileStorage]) -> list[str]:
    """Return what is wrong with those of some uploads that are not kept."""
    found = (_looked_at.get(upload) for upload in uploads)
    return list(dict.fromkeys(one.message for one in found if isinstance(one, UploadRefused)))


def prune(*, before: datetime) -> int:
    """Remove bytes that no row names and that nobody sent since; return how many files went."""
    gone, oldest = 0, before.timestamp()
    for folder in sorted(storage.folder("attachments").glob("[0-9a-f][0-9a-f]")):
        old = [path for path in folder.iterdir() if _written_at(path) < oldest]
        for path in old:
            gone += path.name.startswith(".") and _removed(path, oldest)
        digests = {path.name for path in old if not path.name.startswith(".")}
        for digest in sorted(digests - queries.named_among(digests)):
            if _removed(folder / digest, oldest):
                small_place(digest).unlink(missing_ok=True)
                gone += 1
    return gone


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _removed(path: Path, oldest: float) -> bool:
    """Remove a file out of everybody's reach, and put it back where somebody sent it again meanwhile."""
    aside = path.with_name(f".{path.name.strip('.')[:64]}.{secrets.token_hex(4)}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return False
    if _written_at(aside) >= oldest:
        aside.replace(path)
        return False
    aside.unlink()
    return True


def _write(path: Path, content: bytes) -> None:
    with contextlib.suppress(OSError):
        os.utime(path)  # so that bytes which are there already are not pruned before their row is written
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
