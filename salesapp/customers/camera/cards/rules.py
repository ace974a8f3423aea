"""A business card as fields: the company, whom it names and how they are reached (F01). Pure: lines with places in, values out.

A field that is not on the picture stays empty; what was repaired is offered; a digit too few is never filled up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from salesapp.chinese import addresses, regions
from salesapp.chinese.person_names import HAN
from salesapp.chinese.texts import enumerated
from salesapp.customers.camera.joining.rules import SAME, is_address, whole_lines
from salesapp.customers.camera.labels.rules import LETTERS, Part, label_only, lettered, parts
from salesapp.customers.camera.layout.rules import Text
from salesapp.customers.camera.numbers import rules as numbers
from salesapp.customers.camera.people import rules as people
from salesapp.customers.camera.rules import NAME_SURE, SURE, State, Value, in_chinese
from salesapp.reading.pictures.rules import Reading

#: What goes nowhere: invitations beside a QR code, marks of certificates.
NOTHING = re.compile(r"扫一扫|加微信|二维码|微信公众号|公众号|关注")


@dataclass(slots=True)
class Card:
    """What a card says; lists keep the order of the picture."""

    company: Value | None = None
    group: Value | None = None
    latin_company: Value | None = None
    name: Value | None = None
    latin_name: Value | None = None
    title: Value | None = None
    department: Value | None = None
    mobiles: list[Value] = field(default_factory=list)
    landlines: list[Value] = field(default_factory=list)
    services: list[Value] = field(default_factory=list)
    faxes: list[Value] = field(default_factory=list)
    mails: list[Value] = field(default_factory=list)
    webs: list[Value] = field(default_factory=list)
    wechat: Value | None = None
    same_wechat: bool = False
    qq: Value | None = None
    addresses: list[Value] = field(default_factory=list)
    latin_address: Value | None = None
    postcode: Value | None = None
    region: Value | None = None
    remarks: list[Value] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether it can be a card at all: somebody or some firm, and a way to reach them."""
        reached = self.mobiles or self.landlines or self.mails or self.addresses or self.services
        return bool((self.company or self.name or self.latin_name or self.latin_company) and reached)


@dataclass(slots=True)
class _Rest:
    """What no label names, sorted out after the whole card was seen."""

    texts: list[Text] = field(default_factory=list)
    titles: list[tuple[str, Text]] = field(default_factory=list)
    names: list[tuple[str, Text]] = field(default_factory=list)


def read(reading: Reading) -> Card:
    """Read one side of a card."""
    card, rest = Card(), _Rest()
    pieces = [(part, line) for line in whole_lines(reading) for part in parts(line.text)]
    letters = any(part.label in LETTERS for part, _line in pieces)
    said = ((lettered(part) if letters else part, line) for part, line in pieces)
    found = [(part, line) for part, line in said if not label_only(part.value)]  # a label is never a value
    for part, line in found:  # the place first: a local number borrows its area code
        if {"address", "site"} & set(part.kinds) or (not part.kinds and is_address(part.value)):
            _address(card, part, line)
    card.region = _region(card)
    area = regions.area_code(card.region.text) if card.region else None
    for part, line in found:
        _put(card, rest, part, line, area)
    _company(card, rest)
    _person(card, rest)
    if card.same_wechat and card.wechat is None and card.mobiles and card.mobiles[0].takeable:
        card.wechat = replace(card.mobiles[0], read=card.mobiles[0].text)
    return card


def _value(text: str, line: Text, read: str = "", *, sure: float = SURE) -> Value:
    return Value(text, read or text, State.SURE if line.confidence >= sure else State.MARKED, line.places)


# --------------------------------------------------------------------------------------- what stands where


def _address(card: Card, part: Part, line: Text) -> None:
    value = part.value.strip(" ,，;；")
    if not value:
        return
    if addresses.looks_english(value) and not HAN.search(value):
        card.latin_address = card.latin_address or _value(value, line)
        inside = re.search(r"(?<!\d)\d{6}(?!\d)", value)
        if inside and card.postcode is None:
            card.postcode = _value(inside[0], line)
        return
    code = re.search(r"[（(]?\s*(?:邮编\s*)?(?<!\d)(\d{6})(?!\d)\s*[)）]?$", value)
    if code and not re.search(r"号$", value):
        value = value[: code.start()].rstrip(" ,，(（")
        card.postcode = card.postcode or _value(code[1], line)
    if not value:
        return
    if "site" in part.kinds:
        card.remarks.append(_value(f"{part.label} {value}", line))
    elif card.addresses:
        card.remarks.append(_value(value, line))
    else:
        card.addresses.append(_value(value, line))


def _region(card: Card) -> Value | None:
    if not card.addresses:
        return None
    found = addresses.region_in(card.addresses[0].text)
    if found is None:
        return None
    first = card.addresses[0]
    return Value(found.code, first.text, State.OFFERED if found.zone else first.state, first.places)


def _put(card: Card, rest: _Rest, part: Part, line: Text, area: str | None) -> None:
    kinds, value = set(part.kinds), part.value
    read = Value("", value, State.SURE if line.confidence >= SURE else State.MARKED, line.places)
    if kinds & {"mobile", "phone", "hotline", "fax"}:
        _number(card, part, read, area)
    elif "mail" in kinds or (not kinds and "@" in value):
        card.mails += filter(None, [numbers.mail(value, read)])
    elif "web" in kinds or (not kinds and numbers.looks_like_web(value)):
        card.webs += filter(None, [numbers.web(value, read)])
    elif "wechat" in kinds and re.fullmatch(r"[\w-]{6,20}", value):
        card.wechat = card.wechat or replace(read, text=value)
    elif "qq" in kinds and re.fullmatch(r"\d{5,12}", value.replace(" ", "")):
        card.qq = card.qq or replace(read, text=value.replace(" ", ""))
    elif "postcode" in kinds:
        _postcode(card, re.sub(r"\D", "", value), read)
    elif "number" in kinds:
        card.remarks.append(replace(read, text=f"{part.label} {value}"))
    elif not kinds and SAME.match(value):
        card.same_wechat = True
    elif not kinds and numbers.looks_like_number(value):
        _number(card, part, read, area)
    elif not kinds and not is_address(value) and not NOTHING.search(value):
        rest.texts.append(replace(line, text=value))


def _postcode(card: Card, digits: str, read: Value) -> None:
    if len(digits) != 6:
        return
    other = card.remarks[-1] if card.remarks and card.remarks[-1].places == read.places else None
    if card.postcode is None:
        card.postcode = replace(read, text=digits)
    elif other is not None:  # of another site, in its line
        card.remarks[-1] = replace(other, text=f"{other.text} {digits}")


def _number(card: Card, part: Part, read: Value, area: str | None) -> None:
    mobile = "mobile" in part.kinds
    found = numbers.numbers(part.value, read, mobile=mobile, area=area)
    if "fax" in part.kinds:
        card.faxes += [value for value in (*found.landlines, *found.mobiles) if value.text]
        return
    card.mobiles += found.mobiles
    card.landlines += found.landlines
    card.services += found.services
    card.mobiles.sort(key=lambda value: value.text.startswith("+"))  # who is called at home comes first
    card.same_wechat = card.same_wechat or found.wechat or ("wechat" in part.kinds)
    if found.internal:
        card.remarks.append(replace(read, text=f"内线 {found.internal}"))


# ------------------------------------------------------------------------------------- who, and whose


def _company(card: Card, rest: _Rest) -> None:
    firms: list[tuple[int, Text]] = []
    for text in list(rest.texts):
        whole = people.WHOLE_PLACE.match(text.text)
        if whole and people.is_company(whole["whole"]):
            card.department = card.department or _value(whole["part"], text)
            firms.append((people.rank(whole["whole"]), replace(text, text=whole["whole"])))
            rest.texts.remove(text)
        elif people.is_company(text.text) and (people.rank(text.text) > 1 or not people.is_title(text.text)):
            firms.append((people.rank(text.text), text))
            rest.texts.remove(text)
    chinese = [firm for firm in firms if not firm[1].text.isascii()]
    latin = [firm[1] for firm in firms if firm[1].text.isascii()]
    if chinese:
        best = max(chinese, key=lambda firm: (firm[0], firm[1].size))
        card.company = _value(in_chinese(best[1].text), best[1], best[1].text, sure=NAME_SURE)
        groups = [text for rank, text in chinese if text is not best[1] and people.GROUP.search(text.text)]
        if groups:
            card.group = _value(groups[0].text, groups[0]).as_(State.OFFERED)
    if latin:
        card.latin_company = _value(latin[0].text, latin[0], sure=NAME_SURE)
        card.company = card.company or card.latin_company


def _person(card: Card, rest: _Rest) -> None:
    latin: list[tuple[str, Text]] = []
    for text in rest.texts:
        name, title = people.with_title(text.text)
        if name:
            rest.names.append((name, text))
            rest.titles.append((title, text))
        elif people.is_title(text.text):
            rest.titles.append((text.text, text))
        elif name := people.chinese_name(text.text):
            rest.names.append((name, text))
        elif name := people.latin_name(text.text):
            latin.append((name, text))
    if rest.names:
        name, text = max(rest.names, key=lambda found: (found[1].size, -_far(found[1], rest.titles)))
        card.name = _value(name, text, text.text, sure=NAME_SURE)
    if latin:
        name, text = max(latin, key=lambda found: found[1].size)
        card.latin_name = _value(name, text, sure=NAME_SURE)
        card.name = card.name or card.latin_name
    _post(card, rest.titles)


def _far(text: Text, titles: Sequence[tuple[str, Text]]) -> float:
    return min(
        (abs(title.middle - text.middle) + abs(title.left - text.right) for _words, title in titles),
        default=0.0,
    )


def _post(card: Card, titles: Sequence[tuple[str, Text]]) -> None:
    posts = [(people.post(words), text) for words, text in titles]
    for post, text in posts:
        if post.department and card.department is None:
            card.department = _value(post.department, text)
    words = people.leading_first([title for post, _text in posts for title in post.titles])
    if words:
        lines = [text for post, text in posts if post.titles]
        joined = enumerated(words) if HAN.search("".join(words)) else ", ".join(words)
        whole = lines[0]
        for other in lines[1:]:
            whole = whole.and_(other)
        card.title = _value(joined, whole)
