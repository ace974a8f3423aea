"""Postcodes (邮政编码): six digits here, what the country writes abroad."""

from __future__ import annotations

import re
import unicodedata

from salesapp.refusals import Refusal
from salesapp.words import gettext as _

HERE, ABROAD = re.compile(r"[0-9]{6}"), re.compile(r"[0-9A-Za-z-]{3,10}")


class PostcodeRefused(Refusal):
    """What was typed is no postcode."""


def check(text: str | None, *, abroad: bool = False) -> str | None:
    """Return a postcode as it is stored, nothing where nothing was typed."""
    found = unicodedata.normalize("NFKC", text or "").replace(" ", "")
    if found and not (ABROAD if abroad else HERE).fullmatch(found):
        raise PostcodeRefused(_("A postcode has six digits."))
    return found or None
