"""What a masked sheet or list shows of a person, a phone, an account (conventions 3.11, R70)."""

from __future__ import annotations

import re

from salesapp.chinese.person_names import table
from salesapp.chinese.traditional import simplified

SEPARATORS = re.compile(r"([、，,；;/\n]\s*)")
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z.'\- ]*[A-Za-z.]")
MIDDLE_DOT = re.compile(r"[·•・．]")


def name(value: str) -> str:
    """Return the surname with * for the rest: 周*, 欧阳**; a Latin or dotted name keeps its first part's initial."""
    value = value.strip()
    if len(value) < 2 or "*" in value:
        return value
    if simplified(value[:2]) in table("double") and len(value) > 2:
        return value[:2] + "*" * (len(value) - 2)
    if value.isascii() or MIDDLE_DOT.search(value):
        return value[0] + "***"
    return value[0] + "*" * (len(value) - 1)


def names(value: str) -> str:
    """Mask a list of people, each with an optional title after a space: 周敏 采购经理、钱伟 副总."""
    parts = SEPARATORS.split(value)
    return "".join(part if index % 2 else _person(part) for index, part in enumerate(parts))


def _person(value: str) -> str:
    """Mask the first word as a name and every phone or mail address in the rest."""
    latin = LATIN_NAME.match(value)
    first, space, rest = (latin[0], "", value[latin.end() :]) if latin else value.partition(" ")
    rest = re.sub(r"\S+@\S+", lambda hit: email(hit[0]), rest)
    return name(first) + space + re.sub(r"\+?\d[\d\- ]{5,}\d", lambda hit: phone(hit[0]), rest)


def phone(value: str) -> str:
    """Return phone numbers with their middle hidden: 138****0021, 0512-6288****转801; several are parted by /、,;."""
    parts = re.split(r"([/、，,；;])", value)
    return "".join(part if index % 2 else _number(part) for index, part in enumerate(parts))


def _number(value: str) -> str:
    number, mark, extension = (
        re.split(r"(转|-ext|分机)", value, maxsplit=1) if _has_extension(value) else (value, "", "")
    )
    digits = re.sub(r"\D", "", number)
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[7:]}{mark}{extension}"
    if len(digits) < 7:
        return "*" * len(digits)
    hidden = 0
    kept = []
    for char in reversed(number):
        if char.isdigit() and hidden < 4:
            hidden += 1
            kept.append("*")
        else:
            kept.append(char)
    return "".join(reversed(kept)) + mark + extension


def _has_extension(value: str) -> bool:
    return bool(re.search(r"转|-ext|分机", value))


def code(value: str) -> str:
    """Return text with each credit code or tax number in it cut to four characters and two: 9132************3K."""
    return re.sub(
        r"[0-9A-Za-z]{15,20}",
        lambda hit: f"{hit[0][:4]}{'*' * (len(hit[0]) - 6)}{hit[0][-2:]}",
        _mails(value),
    )


def bank(value: str) -> str:
    """Return text with each account number in it cut to its last four digits: 某某银行 ****1234."""
    return re.sub(r"\d[\d\- ]{6,}\d", lambda hit: "****" + re.sub(r"\D", "", hit[0])[-4:], value)


def invoice(value: str) -> str:
    """Return invoicing data with codes, account numbers, phones and mail addresses in them hidden."""
    numbers = r"(?<![\d*])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?![\d*])"
    told = re.sub(numbers, lambda hit: phone(hit[0]), code(value))
    return re.sub(r"(?<![\d*])\d(?:[ -]?\d){11,}(?![\d*])", lambda hit: bank(hit[0]), told)


def email(value: str) -> str:
    """Return a mail address with its local part cut: zhou*@example.cn becomes z***@example.cn."""
    local, at, domain = value.partition("@")
    return f"{local[:1]}***{at}{domain}" if at else hide(value)


def _mails(value: str) -> str:
    return re.sub(r"[\w.+*-]+@[\w.-]+", lambda hit: email(hit[0]), value)


#: Sums as people write them: ¥386,000.00, 38.6万元, 四十万, 386000元.
SUMS = re.compile(
    r"[¥￥]\s?\d[\d,]*(?:\.\d+)?\s*(?:[万亿]?元?)"
    r"|\d[\d,.]*\s*(?:[–~～—-]\s*\d[\d,.]*\s*)?(?:[万亿]元?|元)"
    r"|[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+(?:[万亿萬億]元?|元)"
)
FIGURES = re.compile(r"(?<![\d.,:-])(?:\d{4,}|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?![\d,:-])")


def sums(value: str) -> str:
    """Return text without the sums of money in it; percentages, dates and counts stay."""
    return SUMS.sub("****", value)


def figures(value: str) -> str:
    """Return text without its sums and without bare figures of four digits and more: what changed from what to what."""
    return FIGURES.sub("****", sums(value))


def hide(value: str) -> str:
    """Return stars, whatever was there."""
    return "****" if value else value


MASKS = {
    "name": name,
    "names": names,
    "phone": phone,
    "code": code,
    "bank": bank,
    "invoice": invoice,
    "email": email,
    "figures": figures,
    "hide": hide,
}


def masked(kind: str, value: str) -> str:
    """Return a value as a masked sheet shows it; fields without a mask are shown as they are."""
    return MASKS[kind](value) if kind else value
