"""What a search for a telephone number compares, in whichever spelling it is typed or was copied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesapp.chinese import phones
from salesapp.chinese.phone_labels import bare
from salesapp.chinese.phones import PhoneRefused


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search for a number compares: a mobile as stored, the digits of a landline, or those without area code."""

    mobile: str = ""
    landline: str = ""
    local: str = ""


def sought(text: str) -> Sought | None:
    """Return what to look for where a search is a telephone number, in any spelling that is shown or typed; else None."""
    typed = bare(text).number
    if not re.search(r"\d", typed) or re.search(r"[^\d\s+()./转,*#-]", typed):
        return None
    digits = re.sub(r"\D", "", typed)
    if re.fullmatch(r"[2-9]\d{6,7}", digits):
        return Sought(local=digits)
    try:
        phone = phones.read(typed)
    except PhoneRefused:
        return None
    if phone.kind in ("mobile", "abroad"):
        return Sought(mobile=phone.number)
    return None if phone.kind == "hotline" else Sought(landline=phone.key)


def tail(stored: str | None) -> str | None:
    """Return the last four digits, by which people remember a number."""
    digits = re.sub(r"\D", "", (stored or "").partition("转")[0])
    return digits[-4:] if len(digits) >= 4 else None


def comparable(stored: str | None) -> str | None:
    """Return the digits of the first number of a field, for comparing; None for numbers that many share."""
    first = (stored or "").partition("/")[0].partition("转")[0]
    digits = "".join(c for c in first if c.isdigit())
    return digits[:20] if len(digits) >= 10 and not first.startswith(("400", "800")) else None
