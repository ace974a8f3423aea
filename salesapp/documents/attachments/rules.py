"""What an uploaded file really is: decided by its bytes, never by its name (images, PDF, Office)."""

from __future__ import annotations

import io
import struct
import threading
import warnings
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from salesapp.refusals import Refusal
from salesapp.words import gettext as _

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_PIXELS_WHOLE = 16_000_000  # of a kind that is unpacked whole before it is made smaller: all but JPEG
MAX_PIXELS_AT_ONCE = 120_000_000  # of the pictures of one form
MAX_AT_ONCE = 20  # files of one form
#: Bytes of an archive's table of contents: some ten thousand parts; Office files have hundreds.
MAX_DIRECTORY = 1 << 20
SMALL_EDGE = 240
LONG_EDGE = 2048  # pixels; a photo of a card or a site stays readable
IMAGES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}
OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
}
OLD_OFFICE = {
    ".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
    ".wps": "application/kswps", ".et": "application/kset", ".dps": "application/ksdps",
}  # fmt: skip
PDF_WITHIN = 1024  # bytes: scanners and banks put something before the head, and every reader looks so far
#: What a document holds that Office locked with a password, as its directory spells it.
LOCKED = "EncryptedPackage".encode("utf-16-le")
OFD = "OFD.xml"  # the national format of invoices and official papers
#: The kinds of HEIF, which phones write and most computers cannot open.
HEIF = set(b"heic heix heim heis hevc hevx hevm hevs mif1 msf1 avif avis".split())
PICTURES = tuple(IMAGES.values())
SHOWN = {*PICTURES, "application/pdf"}  # opened in the browser; the rest is saved
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
#: One picture at a time in a process: 60 million pixels take a quarter of a gigabyte.
_one_at_a_time = threading.Lock()


class Reason(StrEnum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    LOCKED = "locked"
    MACROS = "macros"
    HEIC = "heic"
    DAMAGED = "damaged"
    PIXELS = "pixels"
    TOGETHER = "together"
    UNKNOWN = "unknown"
    TOO_HARD = "too hard"
    TOO_MANY = "too many"


class UploadRefused(Refusal):
    """The file cannot be kept; the sentence says why and what would be accepted."""

    reason: Reason | None = None


def refused(reason: Reason, name: str) -> UploadRefused:
    """Return what is said of a file that is not kept."""
    said = {
        Reason.EMPTY: _("“%(name)s” is empty. Please choose another file."),
        Reason.TOO_LARGE: _("“%(name)s” is larger than %(limit)d MB. Please make it smaller."),
        Reason.LOCKED: _(
            "“%(name)s” is protected by a password. Please save it without one and send it again."
        ),
        Reason.MACROS: _("“%(name)s” contains macros. Please save it without macros and send it again."),
        Reason.HEIC: _(
            "“%(name)s” is a HEIC photo, which most computers cannot open. Please send it as JPEG."
        ),
        Reason.DAMAGED: _("“%(name)s” is damaged and cannot be opened."),
        Reason.PIXELS: _("“%(name)s” has too many pixels. Please send a smaller picture."),
        Reason.TOGETHER: _(
            "“%(name)s” was left out: the pictures are too large together. Please send it by itself."
        ),
        Reason.UNKNOWN: _(
            "“%(name)s” is not what its name says, or of a kind that is not kept here. "
            "Pictures (JPEG, PNG, WebP), PDF, OFD, Office and WPS files are."
        ),
        Reason.TOO_HARD: _("“%(name)s” takes too long to open. Please send it in a simpler form."),
        Reason.TOO_MANY: _(
            "At most %(limit)d files at once: those after them were left out. Please send them by themselves."
        ),
    }
    made = UploadRefused(
        said[reason] % {"name": name, "limit": MAX_AT_ONCE if reason is Reason.TOO_MANY else MAX_BYTES >> 20},
        "file",
    )
    made.reason = reason
    return made


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload after inspection: its kind, a name with the right ending, and the bytes that are kept."""

    name: str
    media_type: str
    content: bytes
    pixels: int = 0  # what it cost to look at


def check(name: str, content: bytes, *, pixels: int = MAX_PIXELS_AT_ONCE) -> Checked:
    """Return what is kept of an upload, a picture of at most so many pixels as are left.

    Raises UploadRefused with a sentence for the person who sent it.

    Photos are turned upright, cut to 2,048 pixels and freed of their metadata, which may tell where they were
    taken (PIPL 6).
    """
    name = plain_name(name)
    if not content:
        raise refused(Reason.EMPTY, name)
    if len(content) > MAX_BYTES:
        raise refused(Reason.TOO_LARGE, name)
    if b"%PDF-" in content[:PDF_WITHIN]:
        return Checked(_ending(name, ".pdf"), "application/pdf", content)
    if content.startswith(b"PK\x03\x04"):
        return _office(name, content)
    if content.startswith(OLE_MAGIC):
        return _old_office(name, content)
    return _image(name, content, pixels)


def _old_office(name: str, content: bytes) -> Checked:
    if LOCKED in content:
        raise refused(Reason.LOCKED, name)
    suffix = PurePath(name).suffix.lower()
    if suffix not in OLD_OFFICE:
        raise refused(Reason.UNKNOWN, name)
    return Checked(name, OLD_OFFICE[suffix], content)


def _office(name: str, content: bytes) -> Checked:
    if _directory_size(content) > MAX_DIRECTORY:
        raise refused(Reason.UNKNOWN, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise refused(Reason.UNKNOWN, name) from None
    if OFD in inside:
        return Checked(_ending(name, ".ofd"), "application/ofd", content)
    if "[Content_Types].xml" not in inside:
        raise refused(Reason.UNKNOWN, name)
    if any(part.endswith("vbaProject.bin") for part in inside):
        raise refused(Reason.MACROS, name)
    for folder, (media_type, suffix) in OFFICE.items():
        if any(part.startswith(folder) for part in inside):
            return Checked(_ending(name, suffix), media_type, content)
    raise refused(Reason.UNKNOWN, name)


def _directory_size(content: bytes) -> int:
    """Return how long an archive says that its table of contents is; 64-bit archives hold more than is kept here."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) < end + 22 or content[max(end - 20, 0) : end].startswith(b"PK\x06\x07"):
        return MAX_DIRECTORY + 1
    return int.from_bytes(content[end + 12 : end + 16], "little")


def _image(name: str, content: bytes, left: int) -> Checked:
    if content[4:8] == b"ftyp" and content[8:12] in HEIF:
        raise refused(Reason.HEIC, name)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it: half a photo would be kept as a grey one
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _one_at_a_time, Image.open(io.BytesIO(content), formats=tuple(IMAGES)) as image:
                return _kept_image(name, image, content, left)
    except UnidentifiedImageError:
        raise refused(Reason.UNKNOWN, name) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refused(Reason.PIXELS, name) from None
    except (OSError, SyntaxError, ValueError, struct.error):
        raise refused(Reason.DAMAGED, name) from None


def _kept_image(name: str, image: Image.Image, content: bytes, left: int) -> Checked:
    kind = "JPEG" if image.format == "MPO" else str(image.format)  # of two lenses: the first picture is kept
    media_type = IMAGES[kind]
    cost = _cost(name, image, kind, left)
    if kind == "GIF":
        if max(image.size) > LONG_EDGE:
            raise refused(Reason.PIXELS, name)
        image.load()
        return Checked(_ending(name, ".gif"), media_type, content, cost)
    image.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS)  # a large JPEG is read at a fraction
    upright = ImageOps.exif_transpose(image)
    if kind == "JPEG" and upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGB")
    kept = io.BytesIO()
    options = {"JPEG": {"quality": 85, "optimize": True}, "WEBP": {"quality": 85}}.get(kind, {})
    upright.info = {}
    upright.save(kept, kind, **options)
    return Checked(_ending(name, SUFFIXES[media_type]), media_type, kept.getvalue(), cost)


def _cost(name: str, image: Image.Image, kind: str, left: int) -> int:
    """Return what a picture takes of what one form may cost; a JPEG is read twice as fast as anything else."""
    pixels = image.width * image.height
    if pixels > (MAX_PIXELS if kind == "JPEG" else min(MAX_PIXELS, MAX_PIXELS_WHOLE)):
        raise refused(Reason.PIXELS, name)
    cost = pixels // 2 if kind == "JPEG" else pixels
    if cost > left:
        raise refused(Reason.TOGETHER, name)
    return cost


def small(content: bytes) -> bytes:
    """Return a kept picture as a JPEG that fits a timeline."""
    with _one_at_a_time, Image.open(io.BytesIO(content), formats=tuple(IMAGES)) as image:
        image.draft("RGB", (SMALL_EDGE, SMALL_EDGE))
        seen = image.convert("RGB")
    seen.thumbnail((SMALL_EDGE, SMALL_EDGE))
    kept = io.BytesIO()
    seen.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def plain_name(name: str) -> str:
    """Return the last part of a file name without control characters, at most 120 characters with its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(char for char in last if char.isprintable()).strip(" .")
    path = PurePath(printable or _("file"))
    suffix = path.suffix[:20]
    return path.stem[: 120 - len(suffix)] + suffix


def _ending(name: str, suffix: str) -> str:
    path = PurePath(name)
    same = {".jpg", ".jpeg"} if suffix == ".jpg" else {suffix}
    return name if path.suffix.lower() in same else path.stem + suffix
