"""Reads the yearly notice on days off as it is pasted from the government's page (conventions 3.9).

The wording has been stable since 2019: one numbered item per holiday, a sentence that ends in 放假 with a
day or a span, and one that ends in 上班 with the make-up days. Whatever is not understood is said, never guessed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from salesapp.calendar.rules import days
from salesapp.chinese.festivals import statutory_days
from salesapp.words import gettext as _

LONGEST_NOTICE = 20_000  # characters
_LONGEST_SPAN = 15  # days; no holiday has ever been longer

_YEAR = re.compile(r"(\d{4})年(?:部分节假日|元旦)")
_ANY_YEAR = re.compile(r"(\d{4})年")
_NUMERALS = "一二三四五六七八九十"
_HEAD = re.compile(rf"(?:^|(?<=[。;\n]))[{_NUMERALS}]+、([^:。\n]{{1,20}}):")
_DATE = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日(?:\((?P<{0}n>[^)]*)\))?"
_SPAN = re.compile(_DATE.format("a") + r"(?:(?:至|-|—|~)" + _DATE.format("b") + ")?")
_SIGNED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")  # the date under the notice
_COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


@dataclass(frozen=True)
class NoticeDay:
    """One exception of the notice: a day off, or a weekend day that is worked."""

    day: date
    working: bool
    name: str


@dataclass(frozen=True)
class Problem:
    """A phrase of the notice that was not understood or contradicts itself, and why."""

    phrase: str
    message: str
    blocking: bool = True


@dataclass(frozen=True)
class Notice:
    """What was read. It may be applied only where no problem is blocking."""

    year: int | None
    days: tuple[NoticeDay, ...]
    problems: tuple[Problem, ...]

    @property
    def applicable(self) -> bool:
        """Whether the whole notice was understood."""
        return self.year is not None and bool(self.days) and not any(p.blocking for p in self.problems)

    @property
    def days_off(self) -> tuple[NoticeDay, ...]:
        """The days off."""
        return tuple(d for d in self.days if not d.working)

    @property
    def make_up_days(self) -> tuple[NoticeDay, ...]:
        """The weekend days that are worked."""
        return tuple(d for d in self.days if d.working)


class _NotADate(Exception):
    """A phrase names a day that does not exist."""


def read_notice(text: str) -> Notice:
    """Read a pasted notice into days and problems; it never raises on any text.

    Full-width digits, brackets and blanks are accepted. A weekday in brackets and the count after 共 are
    checked against the dates; a make-up day must be a Saturday or Sunday.
    """
    if len(text) > LONGEST_NOTICE:
        return Notice(None, (), (Problem("", _("This is too long for a notice on days off.")),))
    text = _tidy(text)
    year = _year_of(text)
    if year is None:
        message = _("The year is missing. Paste the notice with its title.")
        return Notice(None, (), (Problem(text[:40], message),))
    reader = _Reader(year)
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=False):
        body = text[head.end() : end]
        reader.read_item(head[1], body, head[0] + body.split("。")[0])
    if not heads:
        reader.object_to(text[:40], _("No numbered holiday was found."))
    else:
        reader.miss_holidays()
    return reader.notice()


def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[^\S\n]+", "", text)
    return re.sub(r"\n{2,}", "\n", text).strip()


def _year_of(text: str) -> int | None:
    found = _YEAR.search(text) or _ANY_YEAR.search(text)
    return int(found[1]) if found and 2000 <= int(found[1]) < 2100 else None


class _Reader:
    """Collects days and problems while the items are read one after the other."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.days: dict[date, NoticeDay] = {}
        self.problems: list[Problem] = []

    def object_to(self, phrase: str, message: str, *, blocking: bool = True) -> None:
        self.problems.append(Problem(phrase, message, blocking))

    def miss_holidays(self) -> None:
        """Object where a statutory holiday has no day off at all: the text was pasted in part, or cut."""
        by_name: dict[str, list[date]] = {}
        for day, name in statutory_days(self.year).items():
            by_name.setdefault(name, []).append(day)
        for name, statutory in by_name.items():
            if not any(day in self.days and not self.days[day].working for day in statutory):
                self.object_to(name, _("This holiday has no day off. Was the whole notice pasted?"))

    def notice(self) -> Notice:
        ordered = tuple(sorted(self.days.values(), key=lambda d: d.day))
        return Notice(self.year, ordered, tuple(self.problems))

    def read_item(self, name: str, body: str, head: str) -> None:
        name, before = name.strip("、"), len(self.days)
        for sentence in filter(None, re.split(r"[。;\n]", body)):
            try:
                self._read_sentence(name, sentence)
            except _NotADate:
                self.object_to(sentence, _("This names a day that does not exist."))
        if len(self.days) == before:
            self.object_to(head, _("No day off was found for this holiday."))

    def _read_sentence(self, name: str, sentence: str) -> None:
        if "上班" in sentence:
            self._read_make_up(name, sentence)
        elif "放假" in sentence and _SPAN.search(sentence):
            self._read_days_off(name, sentence)
        elif _SPAN.search(sentence) and not _SIGNED.fullmatch(sentence):
            message = _("This sentence was not understood, its dates were left alone.")
            self.object_to(sentence, message, blocking=False)

    def _read_days_off(self, name: str, sentence: str) -> None:
        off = [day for span in self._spans(sentence.split("放假")[0], sentence) for day in span]
        counted = _COUNT.search(sentence)
        if counted and int(counted[1]) != len(off):
            message = _(
                "The notice says %(said)s days, the dates make %(found)s.", said=counted[1], found=len(off)
            )
            self.object_to(sentence, message)
        for day in off:
            self._keep(NoticeDay(day, False, name), sentence)

    def _read_make_up(self, name: str, sentence: str) -> None:
        for day in [day for span in self._spans(sentence, sentence) for day in span]:
            if day.weekday() < _WEEKDAYS["六"]:
                message = _("%(day)s is no weekend day, so it cannot be a make-up day.", day=day.isoformat())
                self.object_to(sentence, message)
            self._keep(NoticeDay(day, True, name), sentence)

    def _keep(self, found: NoticeDay, sentence: str) -> None:
        known = self.days.setdefault(found.day, found)
        if known.working != found.working:
            self.object_to(sentence, _("%(day)s is named both off and worked.", day=found.day.isoformat()))

    def _spans(self, part: str, sentence: str) -> Iterator[list[date]]:
        month, year = None, self.year
        for found in _SPAN.finditer(part):
            year = int(found["ay"] or year)
            month = int(found["am"] or month or 0)
            first = self._date(year, month, found["ad"], found["an"], sentence)
            last = first
            if found["bd"]:
                year, month = int(found["by"] or year), int(found["bm"] or month)
                last = self._date(year, month, found["bd"], found["bn"], sentence)
            if not first <= last <= first + timedelta(days=_LONGEST_SPAN):
                self.object_to(sentence, _("The span does not run forward, or is longer than any holiday."))
                last = first
            yield list(days(first, last))

    def _date(self, year: int, month: int, number: str, note: str | None, sentence: str) -> date:
        try:
            day = date(year, month, int(number))
        except ValueError as error:
            raise _NotADate from error
        said = _WEEKDAY.search(note or "")
        if said and _WEEKDAYS[said[1]] != day.weekday():
            message = _("%(day)s is not the weekday that the notice says.", day=day.isoformat())
            self.object_to(sentence, message)
        return day
