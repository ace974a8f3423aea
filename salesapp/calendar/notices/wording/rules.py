"""The sentences of a notice on days off: whose holiday they speak of, and which dates are off or worked (3.9). Pure.

The government writes one numbered item per holiday; companies copy it with their own numbers, dashes and words. What is
known here is the wording, not the calendar: whether a day exists is for the reader of the notice to say.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What a notice says of a date."""

    OFF = "off"
    WORKED = "worked"  # a make-up day
    AS_USUAL = "as usual"  # work begins again: worked anyway, or a make-up day where it is a weekend


@dataclass(frozen=True)
class Written:
    """A day as it is written: year and month only where they stand there, and what is said of it in brackets."""

    year: str | None
    month: str | None
    day: str
    note: str | None


@dataclass(frozen=True)
class Phrase:
    """Dates, each a day or a span, and what is said of them; None where nothing understood is."""

    verb: Verb | None
    spans: tuple[tuple[Written, Written | None], ...]


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``holiday`` is the name that it begins with, ``head`` itself with number and name."""

    holiday: str | None
    head: str
    text: str

    @property
    def is_advice(self) -> bool:
        """Whether it only advises to rest on a worked day."""
        return "鼓励" in self.text

    @property
    def is_shutdown(self) -> bool:
        """Whether it speaks of the company's own days, not of a holiday."""
        return re.search(r"停产|检修|停工|厂休|歇业|停业|盘点", self.text) is not None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """What it says of dates, in its order."""
        return tuple(_phrases(_PUBLISHED.sub("", _SINCE.sub("", self.text))))


_LIST_SIGN = re.compile(
    r"[-·•●◆■*]+"
    r"|[(\[](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]]"
    r"|[一二三四五六七八九十]{1,3}[、.]"
    r"|\d{1,2}(?:[、)]|\.(?!\d))"
)
_FESTIVAL = r"元旦|春节|除夕|清明|劳动节|五一|端午|中秋|国庆|纪念日"
_NAME = re.compile(rf"[^:,\d]{{0,12}}(?:{_FESTIVAL})节?(?:小?长假|假期)?")
_NO_NAME = re.compile(r"放假|休息|上班|补班|通知|安排|如下|日期|时间")

_DATE = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})"
_DAY, _NOTE = "[日号]", r"(?:\((?P<{0}n>[^)]*)\))?"
_TO = rf"(?:至|到|[-—–―─~〜]{{{{1,3}}}}){_DATE}{_DAY}{_NOTE}"
#: 5日, 5日(周三)至7日, and 5-7日, where only the last of a span says 日.
_SPAN = f"{_DATE.format('a')}(?:{_DAY}{_NOTE.format('a')}(?:{_TO.format('b')})?|{_TO.format('c')})"
_SAID = re.compile(
    rf"(?P<span>{_SPAN})"
    r"|(?P<usual>(?<!不)(?:正常|照常|恢复|开始|起)+上班)"
    r"|(?P<worked>(?<![不无])(?:(?:调休|调整?|改)?为?(?:正常)?工作日|(?:调休)?上班|(?:调休)?补班))"
    r"|(?P<off>(?<![不无])(?:放假(?:调休)?|调休放假|休息|休假|公休|调休))"
)
_VERBS = {"usual": Verb.AS_USUAL, "worked": Verb.WORKED, "off": Verb.OFF}
_LEADS_IN = re.compile(
    r"(?:时间|日期|安排|日)?(?:分别)?(?:为|是)?:?"
)  # 放假时间为1月1日: the dates follow their verb

_PUBLISHED = re.compile(
    r"[〔\[(]\d{4}[〕\])]第?\d+号"
    r"|\d{4}年\d{1,2}月\d{1,2}日(?:印发|发布|公布)"
    r"|(?:印发|发布|公布|成文|落款)(?:日期|时间)?:?\d{4}(?:年|-|/|\.)\d{1,2}(?:月|-|/|\.)\d{1,2}日?"
    r"|^(?:[^\d,]{0,20}(?:厅|室|公司|部|局|会|中心|集团))?\d{4}年\d{1,2}月\d{1,2}日$"
)
_SINCE = re.compile(r"自(?:\d{4}年)?\d{1,2}月\d{1,2}日起")
_NUMERAL = r"[〇零一二三四五六七八九十]{1,3}"
_UNREAD = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?<!\d)\d{1,2}[-/.]\d{1,2}(?!\d)"
    rf"|(?:\d{{1,2}}|{_NUMERAL})月(?:\d{{1,2}}|{_NUMERAL})[日号]?"
)


def tidy(text: str) -> str:
    """Bring full-width signs to plain ones and take blanks and empty lines out."""
    text = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[^\S\n]+", "", text)
    return re.sub(r"\n{2,}", "\n", text).strip()


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a tidy text."""
    for whole in filter(None, re.split(r"[。;\n]", text)):
        numbered = _LIST_SIGN.match(whole)
        body = whole[numbered.end() :] if numbered else whole
        name, rest = _named(body, numbered=numbered is not None)
        yield Sentence(name, whole, rest)


def _named(body: str, *, numbered: bool) -> tuple[str | None, str]:
    """Return the holiday that a sentence begins with, and the rest of it."""
    name, colon, rest = body.partition(":")
    if colon and numbered and 0 < len(name) <= 20 and not _NO_NAME.search(name):
        return name.strip("、"), rest
    known = _NAME.match(body)
    if not known or _NO_NAME.search(known[0]):
        return None, body
    rest = body[known.end() :]
    if not rest or rest[0] == ":" or rest[0].isdigit():
        return known[0].strip("、"), rest.removeprefix(":")
    return None, body


def _phrases(text: str) -> Iterator[Phrase]:
    waiting: list[tuple[Written, Written | None]] = []
    before: tuple[Verb, int] | None = None  # the last verb, while dates may still follow it
    end = 0
    for found in _SAID.finditer(text):
        between = text[end : found.start()]
        if _UNREAD.search(between):
            yield Phrase(None, ())
        if found["span"]:
            if not waiting and before and not _LEADS_IN.fullmatch(between):
                before = None
            waiting.append(_span(found))
        else:
            verb = next(verb for name, verb in _VERBS.items() if found[name])
            if (
                waiting and before and "," in between
            ):  # 放假时间为1月1日,1月4日上班: each verb has its own dates
                yield Phrase(before[0], tuple(waiting))
                waiting = []
            if waiting:
                yield Phrase(verb, tuple(waiting))
                waiting, before = [], None
            else:
                before = (verb, found.end())
        end = found.end()
    if waiting:
        yield Phrase(before[0] if before else None, tuple(waiting))
    if _UNREAD.search(text[end:]):
        yield Phrase(None, ())


def _span(found: re.Match[str]) -> tuple[Written, Written | None]:
    first = Written(found["ay"], found["am"], found["ad"], found["an"])
    # two places of the pattern may hold the end of a span; only one of them was taken
    last = next((each for each in ("b", "c") if found[f"{each}d"]), None)
    if last is None:
        return first, None
    return first, Written(*(found[f"{last}{part}"] for part in "ymdn"))
