"""What the installation says of itself on paper, and where finished sheets lie: the only door to its settings here."""

from __future__ import annotations

import functools
import logging
import struct
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from flask import current_app
from flask_babel import get_locale
from PIL import Image, ImageFile, ImageOps

from salesapp.config import LOGOS
from salesapp.documents.paper.compose import Imprint
from salesapp.documents.press.cache import PaperCache
from salesapp.policies.queries import policy
from salesapp.web import clock, storage

log = logging.getLogger(__name__)

#: The room of a logo on paper, 60 × 11 mm, in dots of a good printer.
LOGO_DOTS = (1440, 264)
#: What of the company is set among the rules, by its place on paper.
SAID = {
    "address": "company_address",
    "phone": "company_phone",
    "bank": "company_bank",
    "account": "company_account",
}


def imprint() -> Imprint:
    """Return what stands around every sheet, in the language of whoever asks."""
    config = current_app.config["SALESAPP"]
    logo = config.company_logo
    return Imprint(
        company=config.company_name,
        base_url=config.base_url,
        zone=clock.zone(),
        locale=str(get_locale() or "en"),
        logo=_picture(logo, logo.stat().st_mtime_ns) if logo is not None and logo.is_file() else "",
        **{name: policy(key) for name, key in SAID.items()},
    )


@functools.lru_cache(maxsize=2)
def _picture(path: Path, _changed: int) -> str:
    """Return a picture as an address that holds it: a sheet loads nothing from outside.

    It is no larger than it is printed. One that was damaged since the start is left out: sheets go on without it.
    """
    try:
        kind, content = _logo(path)
    except (OSError, SyntaxError, ValueError, struct.error):
        log.warning("the company's logo %s cannot be opened any more: papers go out without it", path)
        return ""
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _logo(path: Path) -> tuple[str, bytes]:
    """Return the kind and the bytes of a logo as it is printed: upright, what shows through stays so."""
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # WeasyPrint sets it: half a picture would be printed as a grey one
    )
    with Image.open(path, formats=("PNG", "JPEG")) as image:
        image.draft("RGB", LOGO_DOTS)
        upright = ImageOps.exif_transpose(image)
        clear = upright.has_transparency_data
        whole = upright.convert("RGBA" if clear else "RGB")
    whole.thumbnail(LOGO_DOTS, Image.Resampling.LANCZOS)
    whole.info, kept, is_photo = {}, BytesIO(), image.format == "JPEG"
    whole.save(kept, "JPEG" if is_photo else "PNG", **({"quality": 92} if is_photo else {"optimize": True}))
    return LOGOS[".jpg" if is_photo else ".png"], kept.getvalue()


def receiving_account() -> bool:
    """Tell whether it is set into which account customers pay."""
    return bool(policy(SAID["bank"]) and policy(SAID["account"]))


def paper_cache() -> PaperCache:
    """Return the folder of finished PDFs."""
    return PaperCache(storage.folder("paper"))
