"""What the QR code of a card says: vCard 2.1 to 4.0 and MECARD; an address of the web is kept unread and never opened. Pure."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import replace

from salesapp.chinese import addresses
from salesapp.chinese.person_names import HAN
from salesapp.customers.camera.cards.rules import Card
from salesapp.customers.camera.numbers import rules as numbers
from salesapp.customers.camera.rules import State, Value
from salesapp.reading.pictures.rules import Code, decoded

#: Bytes of one encoding shown in another, and signs that were lost: never anybody's name.
BROKEN = re.compile("[?\ufffd\x80-\x9f]|[À-ÿ¡-¿]{2}|锟斤拷|[鎴閯鐨銆锛鈥\u2500-\u257f]")


def read(codes: tuple[Code, ...], places: tuple[int, ...] = ()) -> Card:
    """Return what the codes of a picture say; nothing of codes that hold no card."""
    card = Card()
    for code in codes:
        text = code.text.lstrip("\ufeff \r\n")
        if text.upper().startswith("MECARD:"):
            _fill(card, _mecard(text[7:]), places)
        elif text.upper().startswith("BEGIN:VCARD"):
            _fill(card, _vcard(text), places)
    return card


def _mecard(text: str) -> Iterator[tuple[str, set[str], str]]:
    for piece in re.split(r"(?<!\\);", text):
        name, colon, value = piece.partition(":")
        if colon and value.strip():
            yield name.strip().upper(), set(), value.strip()


def _vcard(text: str) -> Iterator[tuple[str, set[str], str]]:
    text = re.sub(r"=\r?\n", "", text)  # a quoted-printable line goes on
    text = re.sub(r"\r?\n[ \t]", "", text)
    for line in text.splitlines():
        head, colon, value = line.partition(":")
        name, *params = head.upper().split(";")
        if not colon or not value.strip():
            continue
        if any("QUOTED-PRINTABLE" in param for param in params):
            value = decoded(quopri.decodestring(value.encode("utf-8", "surrogateescape")))
        kinds = {word for param in params for word in param.removeprefix("TYPE=").replace('"', "").split(",")}
        yield name.rpartition(".")[2], kinds, value.strip()


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda hit: "\n" if hit[1] in "nN" else hit[1], value).strip()


def _fill(card: Card, pieces: Iterator[tuple[str, set[str], str]], places: tuple[int, ...]) -> None:
    names: dict[str, str] = {}
    for name, kinds, raw in pieces:
        value = _plain(raw)
        read = Value("", value, State.SURE, places)
        match name:
            case "N" | "FN":
                names[name] = _name(raw)
            case "ORG":
                firm, *parts = [_plain(part) for part in re.split(r"(?<!\\);", raw)]
                card.company = replace(read, text=firm) if _sound(firm) else card.company
                card.department = (
                    replace(read, text=parts[-1]) if parts and _sound(parts[-1]) else card.department
                )
            case "TITLE" | "ROLE":
                card.title = card.title or (replace(read, text=value) if _sound(value) else None)
            case "TEL":
                _telephone(card, read, kinds)
            case "EMAIL":
                card.mails += filter(None, [numbers.mail(value, read)])
            case "URL":
                card.webs += filter(None, [numbers.web(value, read)])
            case "ADR":
                _address(card, raw, read)
            case "NOTE":
                card.remarks.append(replace(read, text=value)) if _sound(value) else None
    if said := names.get("N") or names.get("FN"):
        card.name = Value(said, said, State.SURE, places)


def _name(raw: str) -> str:
    """Return the name of a structured or a plain field; a Chinese one without anything between its parts."""
    raw = raw.replace(",", ";", 1) if ";" not in raw else raw  # a MECARD parts them by a comma
    family, *rest = [_plain(part) for part in re.split(r"(?<!\\);", raw)]
    given = rest[0] if rest else ""
    middle = rest[1] if len(rest) > 1 else ""
    name = family + given if HAN.search(family + given) else " ".join(filter(None, (given, middle, family)))
    return name.strip() if _sound(name) else ""


def _sound(text: str) -> bool:
    return bool(text.strip()) and not BROKEN.search(text)


def _telephone(card: Card, read: Value, kinds: set[str]) -> None:
    found = numbers.numbers(read.read.removeprefix("tel:"), read, mobile="CELL" in kinds)
    if "FAX" in kinds:
        card.faxes += found.landlines
        return
    card.mobiles += found.mobiles
    card.landlines += found.landlines
    card.services += found.services


def _address(card: Card, raw: str, read: Value) -> None:
    parts = [_plain(part) for part in re.split(r"(?<!\\);", raw)]
    if len(parts) >= 7:  # box, further, street, town, province, postcode, country
        box, further, street, town, province, code, _country = parts[:7]
        if re.fullmatch(r"\d{6}", code) and card.postcode is None:
            card.postcode = replace(read, text=code)
        ordered = (
            (province, town, street, further, box)
            if HAN.search(raw)
            else (box, further, street, town, province)
        )
        text = ("" if HAN.search(raw) else ", ").join(filter(None, ordered))
    else:
        text = "".join(parts)
    if not _sound(text):
        return
    card.addresses.append(replace(read, text=text))
    found = addresses.region_in(text)
    if found and card.region is None:
        card.region = replace(read, text=found.code, state=State.OFFERED if found.zone else State.SURE)
