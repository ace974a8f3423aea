"""Lines of a card made whole: a label and its value in two boxes, a line and where it goes on in the next. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from salesapp.chinese import addresses
from salesapp.chinese.person_names import HAN
from salesapp.customers.camera.labels.rules import Part, label_only, parts
from salesapp.customers.camera.layout.rules import Text, goes_on, in_one_row, tidy
from salesapp.customers.camera.numbers import rules as numbers
from salesapp.customers.camera.people import rules as people
from salesapp.reading.pictures.rules import Reading

SAME = re.compile(
    r"^(?:微信)?\s*(?:手机)?同(?:号|微信|手机)$|^微信同(?:号|手机号?)$|^(?:手机|电话)号?(?:同|即)微信号?$"
)
FORM_ENDS = re.compile(r"^(?:有限|股份|责任|集团|公司|研究|Co\.|Ltd)", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Tell whether a piece of a card is an address, and no firm or certificate that names a place."""
    return not people.LEGAL.search(text) and not people.CERTIFICATE.search(text) and (
        addresses.looks_like_one(text) or addresses.looks_english(text)
    )  # fmt: skip


def whole_lines(reading: Reading) -> list[Text]:
    """Return the lines with what belongs together joined: a label and its value, a line and where it goes on."""
    return _continued(_labelled(tidy(reading.lines)))


def _labelled(texts: list[Text]) -> list[Text]:
    taken: set[int] = set()
    result = []
    for n, text in enumerate(texts):
        if n in taken:
            continue
        if label_only(text.text) and not text.column:
            beside = [
                m for m, other in enumerate(texts)
                if m != n and m not in taken and other.left > text.left and in_one_row(text, other)
                and not label_only(other.text)
            ]  # fmt: skip
            if beside:
                nearest = min(beside, key=lambda m: texts[m].left)
                taken.add(nearest)
                text = text.and_(texts[nearest], ": " if not text.text.endswith(":") else "")
        result.append(text)
    return [
        text
        for text in result
        if not (text.places[0] in {p for m in taken for p in texts[m].places} and len(text.places) == 1)
    ]


def _continued(texts: list[Text]) -> list[Text]:
    result: list[Text] = []
    for text in texts:
        above = next((n for n in range(len(result) - 1, -1, -1) if _belongs(result[n], text)), None)
        if above is None:
            result.append(text)
        else:
            grown = result[above].and_(text)
            result[above] = replace(
                grown, height=result[above].height, top=text.bottom - result[above].height
            )
    return result


def _belongs(above: Text, below: Text) -> bool:
    """Tell whether a line is the rest of one above: where it stands, and that the one above is not at its end."""
    pieces = parts(above.text)
    if not pieces:
        return False
    last = pieces[-1]
    indent = above.left + above.size * 0.95 * sum(
        1 if ord(c) > 255 else 0.55 for c in above.text[: last.start]
    )
    if not goes_on(above, below, indent=indent):
        return False
    following = parts(below.text)
    if not following or following[0].kinds:
        return False
    return _open(last, below.text)


def _open(last: Part, below: str) -> bool:
    kinds, value = set(last.kinds), last.value
    if "mail" in kinds or "@" in value:
        return bool(re.fullmatch(r"[\w.@-]+", below)) and (
            value.endswith((".", "@", "-", "_")) or below.startswith((".", "@"))
        )
    if kinds & {"mobile", "phone", "fax"}:
        return bool(re.fullmatch(r"[\d\s-]{2,9}", below)) and value.rstrip().endswith(("-", "－"))
    if kinds & {"address", "site"} or (not kinds and is_address(value)):
        own = (
            numbers.looks_like_number(below)
            or "@" in below
            or people.rank(below) == 3
            or numbers.looks_like_web(below)
        )
        return not own and not SAME.match(below) and not people.with_title(below)[0]
    if (
        not kinds
        and HAN.search(value)
        and people.LEGAL.search(value + below)
        and not people.LEGAL.search(value)
    ):
        return bool(FORM_ENDS.match(below)) or not people.is_company(below)
    return False
