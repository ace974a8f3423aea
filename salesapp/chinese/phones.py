"""Telephone numbers as Chinese sales people type them: one stored form, one shown form, one key to compare.

Mobile numbers are stored as E.164 (``+8613800138000``); landlines, 400 and 95 numbers as they are shown
(``0512-62881234转801``), because people read and dial them so. ``phonenumbers`` judges numbers of other countries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from salesapp.chinese.area_codes import area_of, is_landline, lengths_in
from salesapp.chinese.phone_labels import bare, extension_of
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

MOBILE = re.compile(r"1[3-9]\d{9}")
CHINA = "+86"
LONGEST = 60
SEVERAL = re.compile(r"\s*(?:/|／|、|;|；|\||或)\s*")
#: Two mobile numbers with nothing but a blank or a comma between them.
SIDE_BY_SIDE = re.compile(r"(?<!\d)(1[3-9]\d{9})[\s,]+(?=1[3-9]\d{9}(?!\d))")
#: The country code as it is written before a number of this country; the (0) of letter heads is not dialled.
COUNTRY = re.compile(r"^\(?\s*(?:\+|00)\s*86\s*\)?[\s.-]*(?:\(0\)[\s-]*)?|^\(86\)[\s.-]*(?:\(0\)[\s-]*)?")


class PhoneRefused(Refusal):
    """What was typed is no telephone number that can be called."""


class TooManyZeros(PhoneRefused):
    """A number of this country that would ring abroad as it is written."""


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
    typed, *more = _pieces(text)
    if len(typed) > LONGEST or more:
        raise PhoneRefused(_("One number for each field, please."))
    inland = COUNTRY.sub("", typed, count=1)
    number, extension = extension_of(inland)
    digits = re.sub(r"\D", "", number)
    if re.search(r"[^\d+\s().-]", number) or not digits:
        raise PhoneRefused(_("A telephone number has digits, hyphens and perhaps an extension."))
    national = _national(number, digits, with_country=inland != typed)
    if national is None:
        return _abroad(number, extension)
    return (
        _mobile(national, extension)
        or _service(national, extension)
        or _landline(national, extension, area_code)
    )


def read_several(text: str, area_code: str | None = None) -> list[Phone]:
    """Return the numbers of a field that may hold two, parted by ``/``; the second borrows what it leaves out.

    That is the area code (0512-62881234/62881235), all but the last digits (…1234/35), or all but the extension.
    """
    found: list[Phone] = []
    for piece in filter(None, _pieces(text)):
        phone = _continued(piece, found[-1]) if found else None
        phone = phone or read(piece, area_code)
        if phone.kind == "landline":
            area_code = phone.number.split("-")[0]
        found.append(phone)
    if len(found) > 3:
        raise PhoneRefused(_("At most three numbers fit here."))
    return found


def _pieces(text: str) -> list[str]:
    return SEVERAL.split(SIDE_BY_SIDE.sub(r"\1/", bare(text).number))


def _continued(piece: str, before: Phone) -> Phone | None:
    """Return the number that only writes what differs from the one before it, or None for one written out."""
    if before.kind != "landline" or not re.fullmatch(r"\d{1,6}", piece):
        return None
    if before.extension:
        return Phone(before.kind, before.number, piece) if len(piece) == len(before.extension) else None
    return Phone(before.kind, before.number[: -len(piece)] + piece) if len(piece) <= 4 else None


def read_mobile(text: str) -> Phone:
    """Return a mobile number (11 digits, or ``+`` and country for one abroad); anything else is refused."""
    digits = re.sub(r"\D", "", bare(text).number)
    try:
        phone = read(text)
    except TooManyZeros:
        raise
    except PhoneRefused:
        phone = None
    if phone is not None and phone.kind in ("mobile", "abroad") and not phone.extension:
        return phone
    if len(_pieces(text)) > 1:
        raise PhoneRefused(_("One number for each field, please."))
    if phone is None and digits.startswith("1") and len(digits) != 11:
        raise PhoneRefused(_("A mobile number has 11 digits; you entered %(count)s.", count=len(digits)))
    raise PhoneRefused(_("A mobile number has 11 digits and begins with 13 to 19."))


def shown(stored: str | None) -> str:
    """Return stored numbers as people read them: 138 0013 8000, 0512-62881234转801; several are parted by ``/``."""
    return "/".join(map(_shown_one, (stored or "").split("/")))


def _shown_one(stored: str) -> str:
    if stored.startswith(CHINA) and MOBILE.fullmatch(stored[3:]):
        return f"{stored[3:6]} {stored[6:10]} {stored[10:]}"
    if stored.startswith("+"):
        return phonenumbers.format_number(
            phonenumbers.parse(stored), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    return stored


def masked(stored: str | None) -> str:
    """Return a number with its middle hidden: 138 **** 8000, 0512-6288****转801; the last four stay for telling apart."""
    return "/".join(map(_masked_one, (stored or "").split("/")))


def dialled(stored: str) -> str:
    """Return what a telephone link dials."""
    number, _mark, extension = stored.partition("/")[0].partition("转")
    return re.sub(r"[^\d+]", "", number) + (f",{extension}" if extension else "")


def _masked_one(piece: str) -> str:
    if piece.startswith(CHINA) and MOBILE.fullmatch(piece[3:]):
        return f"{piece[3:6]} **** {piece[10:]}"
    number, mark, extension = piece.partition("转")
    if number.startswith(("400-", "800-")) or re.fullmatch(r"\d{4,6}", number):
        return piece  # a public number hides nobody
    hidden = re.sub(r"\d{4}$", "****", number)
    return hidden + mark + extension


def _national(number: str, digits: str, *, with_country: bool) -> str | None:
    """Return the digits as dialled within China, or None for a number of another country."""
    compact = re.sub(r"[\s().-]", "", number)
    if not with_country:
        if compact.startswith(("+", "00")):
            _check_zeros(digits)
            return None
        if not (digits.startswith("86") and len(digits) >= 12):
            return digits
        digits = digits[2:]
    if MOBILE.fullmatch(digits) or digits.startswith(("0", "400", "800")):
        return digits
    return "0" + digits


def _check_zeros(digits: str) -> None:
    """Refuse a landline of this country with a zero too many, or a plus for it: it would ring somebody abroad."""
    home = "0" + digits.lstrip("0")
    if is_landline(home):
        meant = f"{area_of(home)}-{home[len(area_of(home)) :]}"
        raise TooManyZeros(
            _(
                "One sign too many in front? In China this is %(number)s; abroad, write + and the country.",
                number=meant,
            )
        )


def _mobile(digits: str, extension: str) -> Phone | None:
    digits = (
        digits[1:] if MOBILE.fullmatch(digits[1:]) and digits[0] == "0" else digits
    )  # as dialled from elsewhere
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
        digits = area_code + digits
    area = area_of(digits)
    local = digits[len(area) :]
    if len(local) not in (7, 8) or local[0] in "01" or area[1] == "0":
        raise PhoneRefused(_wrong(digits))
    if lengths_in(area) and len(local) not in lengths_in(area):
        raise PhoneRefused(
            _(
                "After %(area)s come %(right)s digits; you entered %(count)s.",
                area=area, right=lengths_in(area)[0], count=len(local),
            )
        )  # fmt: skip
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
