"""Telephone numbers as Chinese sales people type them: one stored form, one shown form, one key to compare.

Mobile numbers are stored as E.164 (``+8613800138000``); landlines, 400 and 95 numbers as they are shown
(``0512-62881234转801``), because people read and dial them so. ``phonenumbers`` judges numbers of other countries.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from salesapp.chinese.texts import line
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

MOBILE = re.compile(r"1[3-9]\d{9}")
CHINA = "+86"
#: Area codes of three digits; all others have four.
SHORT_AREAS = {"010", "020", "021", "022", "023", "024", "025", "027", "028", "029"}
EXTENSION = re.compile(r"(?:转|轉|分机号?|内线|ext\.?|extension|x|#|,)[\s:：.]*(\d{1,6})$", re.IGNORECASE)
HYPHEN_EXTENSION = re.compile(r"^(.*\d{7,8})-(\d{1,6})$")
HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−－_"), "-")
LONGEST = 60
SEVERAL = re.compile(r"\s*(?:/|／|、|;|；|\||或)\s*")


class PhoneRefused(Refusal):
    """What was typed is no telephone number that can be called."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number: ``kind`` mobile, landline, service (400, 800), hotline (95…) or abroad; ``number`` as dialled."""

    kind: str
    number: str
    extension: str = ""

    @property
    def stored(self) -> str:
        """The form that is kept in the database."""
        return self.number + (f"转{self.extension}" if self.extension else "")

    @property
    def key(self) -> str:
        """The digits that make two numbers the same, without the extension."""
        return re.sub(r"\D", "", self.number)


def read(text: str, area_code: str | None = None) -> Phone:
    """Return one number; a local number is completed with the area code of the region, if that is known.

    Raises PhoneRefused with the sentence for the person.
    """
    typed = _plain(text)
    if len(typed) > LONGEST or len(SEVERAL.split(typed)) > 1:
        raise PhoneRefused(_("One number for each field, please."))
    number, extension = _extension(typed)
    digits = re.sub(r"\D", "", number)
    if re.search(r"[^\d+\s().-]", number) or not digits:
        raise PhoneRefused(_("A telephone number has digits, hyphens and perhaps an extension."))
    national = _national(number, digits)
    if national is None:
        return _abroad(number, extension)
    return (
        _mobile(national, extension)
        or _service(national, extension)
        or _landline(national, extension, area_code)
    )


def read_several(text: str, area_code: str | None = None) -> list[Phone]:
    """Return the numbers of a field that may hold two, parted by ``/``; the second borrows the first's area code."""
    found: list[Phone] = []
    for piece in SEVERAL.split(_plain(text)):
        if not piece:
            continue
        phone = read(piece, area_code)
        if phone.kind == "landline":
            area_code = phone.number.split("-")[0]
        found.append(phone)
    if len(found) > 3:
        raise PhoneRefused(_("At most three numbers fit here."))
    return found


def read_mobile(text: str) -> Phone:
    """Return a mobile number (11 digits, or ``+`` and country for one abroad); anything else is refused."""
    digits = re.sub(r"\D", "", _plain(text))
    try:
        phone = read(text)
    except PhoneRefused:
        phone = None
    if phone is not None and phone.kind in ("mobile", "abroad") and not phone.extension:
        return phone
    if len(SEVERAL.split(_plain(text))) > 1:
        raise PhoneRefused(_("One number for each field, please."))
    if phone is None and digits.startswith("1") and len(digits) != 11:
        raise PhoneRefused(_("A mobile number has 11 digits; you entered %(count)s.", count=len(digits)))
    raise PhoneRefused(_("A mobile number has 11 digits and begins with 13 to 19."))


def shown(stored: str | None) -> str:
    """Return a stored number as people read it: 138 0013 8000, 0512-62881234转801."""
    if not stored:
        return ""
    if stored.startswith(CHINA) and MOBILE.fullmatch(stored[3:]):
        return f"{stored[3:6]} {stored[6:10]} {stored[10:]}"
    if stored.startswith("+"):
        return phonenumbers.format_number(
            phonenumbers.parse(stored), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    return stored


def masked(stored: str | None) -> str:
    """Return a number with its middle hidden: 138 **** 8000, 0512-6288****转801; the last four stay for telling apart."""
    if not stored:
        return ""
    if stored.startswith(CHINA) and MOBILE.fullmatch(stored[3:]):
        return f"{stored[3:6]} **** {stored[10:]}"
    return "/".join(_masked_one(piece) for piece in stored.split("/"))


def tail(stored: str | None) -> str | None:
    """Return the last four digits, by which people remember a number."""
    digits = re.sub(r"\D", "", (stored or "").partition("转")[0])
    return digits[-4:] if len(digits) >= 4 else None


def comparable(stored: str | None) -> str | None:
    """Return the digits of the first number of a field, for comparing; None for numbers that many share."""
    first = (stored or "").partition("/")[0].partition("转")[0]
    digits = "".join(c for c in first if c.isdigit())
    return digits[:20] if len(digits) >= 10 and not first.startswith(("400", "800")) else None


def dialled(stored: str) -> str:
    """Return what a telephone link dials."""
    number, _mark, extension = stored.partition("/")[0].partition("转")
    return re.sub(r"[^\d+]", "", number) + (f",{extension}" if extension else "")


def _masked_one(piece: str) -> str:
    number, mark, extension = piece.partition("转")
    if number.startswith(("400-", "800-")) or re.fullmatch(r"\d{4,6}", number):
        return piece  # a public number hides nobody
    hidden = re.sub(r"\d{4}$", "****", number)
    return hidden + mark + extension


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", line(text)).translate(HYPHENS).strip()


def _extension(typed: str) -> tuple[str, str]:
    found = EXTENSION.search(typed)
    if found:
        return typed[: found.start()].strip(" -,("), found.group(1)
    compact = typed.replace(" ", "")
    found = HYPHEN_EXTENSION.match(compact)
    if found and not (found.group(1).startswith(("400", "800")) and len(re.sub(r"\D", "", compact)) == 10):
        digits = re.sub(r"\D", "", found.group(1))
        if digits.startswith("0") and 10 <= len(digits) <= 12 or 7 <= len(digits) <= 8:
            return found.group(1), found.group(2)
    return typed, ""


def _national(number: str, digits: str) -> str | None:
    """Return the digits as dialled within China, or None for a number of another country."""
    compact = re.sub(r"[\s().-]", "", number)
    if compact.startswith("00"):
        compact, digits = "+" + compact[2:], digits[2:]
    if compact.startswith("+"):
        if not digits.startswith("86"):
            return None
        rest = digits[2:]
    elif digits.startswith("86") and len(digits) >= 12:
        rest = digits[2:]
    else:
        return digits
    if MOBILE.fullmatch(rest) or rest.startswith(("0", "400", "800")):
        return rest
    return "0" + rest


def _mobile(digits: str, extension: str) -> Phone | None:
    return Phone("mobile", CHINA + digits) if MOBILE.fullmatch(digits) and not extension else None


def _service(digits: str, extension: str) -> Phone | None:
    if len(digits) == 10 and digits.startswith(("400", "800")):
        return Phone("service", f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", extension)
    if re.fullmatch(r"9(?:5\d{3}|6\d{3,4})|95\d{3,7}|1[02]\d{3}", digits):
        return Phone("hotline", digits, extension)
    return None


def _landline(digits: str, extension: str, area_code: str | None) -> Phone:
    if not digits.startswith("0"):
        if len(digits) not in (7, 8) or digits[0] in "01":
            raise PhoneRefused(_wrong(digits))
        if not area_code:
            raise PhoneRefused(
                _("The area code is missing: write 0512-62881234, or choose the region first.")
            )
        return Phone("landline", f"{area_code}-{digits}", extension)
    area = digits[:3] if digits[:3] in SHORT_AREAS else digits[:4]
    local = digits[len(area) :]
    if len(local) not in (7, 8) or local[0] in "01" or area[1] == "0":
        raise PhoneRefused(_wrong(digits))
    return Phone("landline", f"{area}-{local}", extension)


def _wrong(digits: str) -> str:
    if digits.startswith("1") and 9 <= len(digits) <= 13:
        if len(digits) == 11:
            return _("A mobile number has 11 digits and begins with 13 to 19.")
        return _("A mobile number has 11 digits; you entered %(count)s.", count=len(digits))
    return _("A landline is area code and 7 or 8 digits, such as 0512-62881234 ext. 801.")


def _abroad(number: str, extension: str) -> Phone:
    compact = re.sub(r"[\s().-]", "", number)
    compact = "+" + compact[2:] if compact.startswith("00") else compact
    try:
        parsed = phonenumbers.parse(compact)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        raise PhoneRefused(_("This is no number of the country that its prefix names."))
    return Phone("abroad", phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), extension)
