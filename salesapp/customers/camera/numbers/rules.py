"""Telephone numbers, mail addresses and web pages as a camera reads them: O for 0, l for 1, a full-width dot. Pure.

What was repaired is offered, never taken for sure; a digit too few is never filled up.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from salesapp.chinese import emails, phones
from salesapp.customers.camera.rules import State, Value
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import ngettext

#: What stands for a digit where only digits can be.
DIGITS = str.maketrans("OoQDlIi|SsBZz", "0000111155822")
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
EXTENSION = re.compile(r"\s*(?:转|轉|分\s*[机機]号?|ext(?:ension)?\.?|[x#]).*$", re.IGNORECASE)
INTERNAL = re.compile(r"[(（]?\s*内线\s*[:：]?\s*(\d{2,6})\s*[)）]?")
SAME_WECHAT = re.compile(r"[(（]?\s*(?:同?微信同?号?|微信同号|同微信|wechat)\s*[)）]?", re.IGNORECASE)
MAIL = re.compile(r"[^\s@:：，,;；（）()]+@[^\s@:：，,;；（）()]+")
WEB = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
SOCIAL = re.compile(r"linkedin|facebook|twitter|weibo|instagram|wechat", re.IGNORECASE)
#: Names of public mail houses as they are misread.
MISREAD = {"l63": "163", "i63": "163", "I63": "163", "l26": "126", "i26": "126", "l39": "139", "l89": "189", "16З": "163",
           "qg": "qq", "gq": "qq", "q9": "qq", "9q": "qq", "gmai1": "gmail", "out1ook": "outlook"}  # fmt: skip
ENDINGS = {"corn": "com", "c0m": "com", "con": "com", "coin": "com", "cn1": "cn", "cm": "cn", "nel": "net"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a piece of a card says of telephones: the numbers by kind, an internal line, whether the mobile is the 微信号."""

    mobiles: tuple[Value, ...] = ()
    landlines: tuple[Value, ...] = ()
    services: tuple[Value, ...] = ()
    internal: str = ""
    wechat: bool = False


def looks_like_number(text: str) -> bool:
    """Tell whether a text without a label is a telephone number, or was meant as one."""
    plain = SAME_WECHAT.sub("", unicodedata.normalize("NFKC", text))
    digits = sum(c.isdigit() for c in plain)
    return (
        digits >= 7
        and digits >= 0.6 * len(re.sub(r"[\s()+./-]", "", plain))
        and not re.search(r"[年月号室]", plain)
    )


def numbers(text: str, read: Value, *, mobile: bool = False, area: str | None = None) -> Numbers:
    """Return the telephone numbers of a piece; ``read`` says where it stands, ``mobile`` that its label says mobile."""
    plain = unicodedata.normalize("NFKC", text).replace("機", "机")
    internal = INTERNAL.search(plain)
    plain = INTERNAL.sub("", plain) if internal else plain
    wechat = bool(SAME_WECHAT.search(plain))
    plain = SAME_WECHAT.sub("", plain).strip(" :.,;|")
    found, state = _found(plain, area)
    if not found:
        problem = _problem(plain, mobile)
        short = (replace(read, text="", read=plain, state=State.BLOCKED, problem=problem),) if problem else ()
        return Numbers(short if mobile or _mobile_like(plain) else (), () if mobile or _mobile_like(plain) else short,
                       internal=internal[1] if internal else "", wechat=wechat)  # fmt: skip
    kinds: dict[str, list[Value]] = {"mobile": [], "landline": [], "hotline": []}
    for phone in found:
        kind = "hotline" if phone.kind.startswith("serv") else phone.kind
        if kind == "abroad":
            kind = "mobile" if mobile else "landline"
        kinds[kind].append(replace(read, text=_said(phone), read=plain, state=_worse(read.state, state)))
    return Numbers(
        tuple(kinds["mobile"]),
        tuple(kinds["landline"]),
        tuple(kinds["hotline"]),
        internal[1] if internal else "",
        wechat,
    )


def _found(plain: str, area: str | None) -> tuple[list[phones.Phone], State]:
    repaired = _repaired(plain)
    for text, borrowed, state in (
        (plain, None, State.SURE),
        (repaired, None, State.OFFERED),
        (repaired, area, State.OFFERED),
    ):
        try:
            found = phones.read_several(text, borrowed)
        except Refusal:
            continue
        if found and not any(_lame(phone) for phone in found):
            return found, state
    return [], State.BLOCKED


def _lame(phone: phones.Phone) -> bool:
    """Tell of what is a hotline by its digits alone: on a card a piece of a number is likelier."""
    return phone.kind == "hotline" and not phone.number.startswith(("95", "96"))


def _repaired(text: str) -> str:
    extension = EXTENSION.search(text)
    head, tail = (text[: extension.start()], extension[0]) if extension else (text, "")
    return re.sub(r"(?<=\d)\s+(?=\d)", "", head.translate(NUMERALS).translate(DIGITS)) + tail


def _mobile_like(text: str) -> bool:
    digits = re.sub(r"\D", "", _repaired(text).split("/")[0])
    return digits.startswith(("13", "14", "15", "16", "17", "18", "19")) and 9 <= len(digits) <= 12


def _problem(text: str, mobile: bool) -> str:
    """Return what is wrong with digits that make no number."""
    digits = re.sub(r"\D", "", EXTENSION.sub("", _repaired(text)))
    if len(digits) < 5:
        return ""
    if _mobile_like(text) or (mobile and digits.startswith("1")):
        lacking = 11 - len(digits)
        if lacking > 0:
            return ngettext("One digit is missing.", "%(num)d digits are missing.", lacking)
        if lacking < 0:
            return _("There are too many digits.")
    return _("This is no number that can be called. Please compare it with the picture.")


def _said(phone: phones.Phone) -> str:
    stored = phone.stored
    return stored.removeprefix(phones.CHINA) if phone.kind == "mobile" else stored


def _worse(one: State, other: State) -> State:
    order = list(State)
    return max(one, other, key=order.index)


# ------------------------------------------------------------------------------------------- mail and web


def mail(text: str, read: Value) -> Value | None:
    """Return the mail address of a piece: as it stands, repaired and offered, or blocked where it cannot be one."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", ".").replace("，", ".")
    plain = plain.strip(".,;:|")
    hit = MAIL.search(plain)
    if hit is None:
        return (
            replace(read, text="", read=plain, state=State.BLOCKED, problem=_("A mail address has an @."))
            if plain
            else None
        )
    address = hit[0].strip(".,;")
    repaired = _mended(address)
    for candidate in (repaired, address):
        try:
            stored = emails.check(candidate)
        except Refusal:
            continue
        changed = stored.lower() != re.sub(r"\s", "", text).strip(".,;:|").lower() and candidate != address
        return replace(
            read, text=stored, read=text, state=_worse(read.state, State.OFFERED) if changed else read.state
        )
    return replace(
        read,
        text="",
        read=text,
        state=State.BLOCKED,
        problem=_("This is no mail address. Please compare it with the picture."),
    )


def _mended(address: str) -> str:
    name, _at, domain = address.partition("@")
    pieces = domain.lower().split(".")
    pieces = [MISREAD.get(piece, piece) for piece in pieces]
    if len(pieces) > 1:
        pieces[-1] = ENDINGS.get(pieces[-1], pieces[-1])
    return f"{name}@{'.'.join(pieces)}"


def web(text: str, read: Value) -> Value | None:
    """Return the web page of a piece, without its http; pages of social networks are none of the company's."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip(".,;|")
    repaired = plain.replace("。", ".").replace(",", ".").replace("，", ".")
    repaired = re.sub(r"^(?:vvww|wvvw|wwvv|wwvw|wvww|vwww|vww|ww)\.", "www.", repaired, flags=re.IGNORECASE)
    repaired = re.sub(r"^(?:ht+ps?:?/*|www)(?=\.?)", lambda hit: hit[0], repaired)
    hit = WEB.search(repaired)
    if hit is None or "@" in repaired or SOCIAL.search(hit[0]):
        return None
    page = re.sub(r"^https?://", "", hit[0], flags=re.IGNORECASE).rstrip("/").lower()
    state = read.state if repaired == plain else _worse(read.state, State.OFFERED)
    return replace(read, text=page, read=text, state=state)


def looks_like_web(text: str) -> bool:
    """Tell whether a text without a label is the address of a web page."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", ".").replace(",", ".")
    return bool(re.match(r"(?:https?:|w{2,3}\.)", plain, re.IGNORECASE)) or bool(
        re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", plain) and re.search(r"[a-z]", plain)
    )  # fmt: skip
