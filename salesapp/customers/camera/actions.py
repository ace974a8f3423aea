"""Photos of cards and licences: looked at, read, and kept for a day beside the data until the customer is saved.

Nothing here asks the database, so a view lets go of its transaction before: reading takes seconds.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image
from werkzeug.datastructures import FileStorage

from salesapp.customers.camera.identity.rules import is_identity_card
from salesapp.customers.camera.licences import rules as licences
from salesapp.customers.camera.licences.fields.rules import is_licence
from salesapp.customers.camera.rules import IdentityCard, NotRecognised, Shown
from salesapp.customers.camera.sides.rules import read as read_card
from salesapp.documents.attachments import rules as uploads
from salesapp.documents.attachments.looking import desk as opening
from salesapp.documents.attachments.rules import UploadRefused
from salesapp.reading.pictures import desk
from salesapp.reading.pictures.rules import Line, PictureRefused, Reading, around, packed, unpacked
from salesapp.web import storage
from salesapp.web.params import id_or
from salesapp.words import gettext as _

LEAST_EDGE = 240  # pixels of the shorter side below which no line can be read
TOKEN = re.compile(r"[0-9a-f]{32}")
MOST_PHOTOS = 4


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was read and is not yet anybody's: what it shows, and where its bytes stand."""

    token: str
    name: str
    shown: Shown
    reading: Reading
    path: Path


def why_not() -> str:
    """Return why photos cannot be read here, in a sentence; nothing where they can."""
    return desk.why_not(storage.folder("reading"))


def take(upload: FileStorage, wanted: Shown, *, user_id: int, at: datetime) -> str:
    """Read a photo and keep it for a day; return the name under which it is found again.

    Raises PictureRefused, ReadingUnavailable, NotRecognised, or IdentityCard: such a picture was never written to a disk.
    """
    checked = look_at(upload.filename or "", upload.stream.read(uploads.MAX_BYTES + 1))
    picture = desk.read(checked.content, storage.folder("reading"))
    shown = recognised(picture.reading, wanted)
    token = secrets.token_hex(16)
    folder = storage.folder("readings")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    facts = {
        "user": user_id,
        "name": checked.name,
        "shown": shown,
        "at": at.isoformat(),
        "reading": packed(picture.reading),
    }
    (folder / f"{token}.jpg").write_bytes(picture.content)
    (folder / f"{token}.json").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    return token


def look_at(name: str, content: bytes) -> uploads.Checked:
    """Return a photo upright, made small and freed of its place, or refuse what is none."""
    try:
        checked, _small = opening.look(name, content)
    except UploadRefused as refused:
        raise PictureRefused(refused.message, "picture") from None
    if checked.media_type not in uploads.PICTURES:
        raise PictureRefused(
            _("“%(name)s” is no picture. Please take a photo.", name=checked.name), "picture"
        )
    with Image.open(io.BytesIO(checked.content)) as image:
        if min(image.size) < LEAST_EDGE or max(image.size) > 10 * min(image.size):
            words = _(
                "“%(name)s” is too small to read. Please send the photo as it was taken.", name=checked.name
            )
            raise PictureRefused(words, "picture")
    return checked


def recognised(reading: Reading, wanted: Shown) -> Shown:
    """Return what a picture shows, or refuse what is neither a card nor a licence."""
    if is_identity_card(reading):
        raise IdentityCard(
            _("This is an identity card. It is not wanted here: the picture was thrown away at once."),
            "picture",
        )
    if is_licence(reading) and licences.read(reading).says_something:
        return Shown.LICENCE
    if wanted is Shown.LICENCE:
        raise NotRecognised(
            _("No business licence was recognised. Please take it from above, in good light."), "picture"
        )
    if not read_card(reading).says_something and not reading.codes:
        raise NotRecognised(_("No card was recognised. Please take it from above, in good light."), "picture")
    return Shown.CARD


def find(token: str, user_id: int) -> Photo | None:
    """Return a photo that somebody took, or None where it is not theirs or is gone."""
    if not TOKEN.fullmatch(token):
        return None
    folder = storage.folder("readings")
    try:
        facts = json.loads((folder / f"{token}.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    path = folder / f"{token}.jpg"
    if facts["user"] != user_id or not path.is_file():
        return None
    return Photo(token, facts["name"], Shown(facts["shown"]), unpacked(facts["reading"]), path)


def find_all(tokens: list[str], user_id: int) -> list[Photo]:
    """Return the photos of somebody that are still there, in their order, each once."""
    found = (find(token, user_id) for token in dict.fromkeys(tokens[:MOST_PHOTOS]))
    return [photo for photo in found if photo is not None]


def piece(photo: Photo, wanted: str) -> bytes:
    """Return the piece of a photo with some lines (``3-5``), or with its code (``code``), as a small JPEG; else all of it."""
    lines = photo.reading.lines
    asked = (id_or(part) for part in wanted.split("-"))
    shown = [lines[number] for number in asked if number is not None and number < len(lines)]
    if wanted == "code":
        shown = [Line("", code.left, code.top, code.width, code.height) for code in photo.reading.codes]
    kept = io.BytesIO()
    with Image.open(photo.path) as image:
        cut = image.crop(around(shown, photo.reading)) if shown else image
        cut.convert("RGB").save(kept, "JPEG", quality=80)
    return kept.getvalue()


def to_keep(photos: list[Photo]) -> list[FileStorage]:
    """Return photos as files that a record can keep."""
    return [FileStorage(io.BytesIO(photo.path.read_bytes()), filename=photo.name) for photo in photos]


def forget(photos: list[Photo]) -> None:
    """Remove photos that have done their service."""
    for photo in photos:
        for path in (photo.path, photo.path.with_suffix(".json")):
            path.unlink(missing_ok=True)


def prune(*, before: datetime) -> int:
    """Remove the photos that nobody saved a customer with; return how many files went."""
    gone, oldest = 0, before.timestamp()
    for path in storage.folder("readings").glob("*.j*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
                gone += 1
    return gone
