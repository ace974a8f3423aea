"""Reads the yearly notice on days off as it is pasted from the government's page (conventions 3.9).

The wording has been stable since 2019: one numbered item per holiday, a sentence that ends in 放假 with a day or a span,
and one that ends in 上班 with the make-up days; what companies make of it is read too. A date that is not understood
blocks: whatever is not understood is said, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from salesapp.calendar.notices.wording.rules import Phrase, Sentence, Verb, Written, sentences, tidy
from salesapp.calendar.rules import days
from salesapp.chinese.festivals import statutory_days
from salesapp.chinese.texts import enumerated
from salesapp.words import gettext as _

LONGEST_NOTICE = 20_000  # characters
_LONGEST_SPAN = 15  # days; no holiday has ever been longer

_YEAR = re.compile(r"(\d{4})年(?:部分节假日|元旦)")
_ANY_YEAR = re.compile(r"(\d{4})年")
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
    text = tidy(text)
    year = _year_of(text)
    if year is None:
        message = _("The year is missing. Paste the notice with its title.")
        return Notice(None, (), (Problem(text[:40], message),))
    reader = _Reader(year)
    for sentence in sentences(text):
        reader.read(sentence)
    reader.end_item()
    if reader.days or reader.problems:
        reader.miss_holidays()
    else:
        reader.object_to(text[:40], _("No holiday with its days off was found."))
    return reader.notice()


def _year_of(text: str) -> int | None:
    found = _YEAR.search(text) or _ANY_YEAR.search(text)
    return int(found[1]) if found and 2000 <= int(found[1]) < 2100 else None


class _Reader:
    """Collects days and problems while the sentences are read one after the other."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.statutory = statutory_days(year)
        self.days: dict[date, NoticeDay] = {}
        self.problems: list[Problem] = []
        self.item: tuple[str, str, int] | None = None  # holiday, its first sentence, days known before it

    def object_to(self, phrase: str, message: str, *, blocking: bool = True) -> None:
        self.problems.append(Problem(phrase, message, blocking))

    def miss_holidays(self) -> None:
        """Object where a statutory holiday has no day off at all: the text was pasted in part, or cut."""
        by_name: dict[str, list[date]] = {}
        for day, name in self.statutory.items():
            by_name.setdefault(name, []).append(day)
        for name, statutory in by_name.items():
            if not any(day in self.days and not self.days[day].working for day in statutory):
                self.object_to(name, _("This holiday has no day off. Was the whole notice pasted?"))

    def notice(self) -> Notice:
        ordered = tuple(sorted(self.days.values(), key=lambda d: d.day))
        return Notice(self.year, ordered, tuple(self.problems))

    def read(self, sentence: Sentence) -> None:
        if sentence.holiday is not None:
            self.end_item()
            self.item = (sentence.holiday, sentence.head, len(self.days))
        try:
            self._read_phrases(sentence)
        except _NotADate:
            self.object_to(sentence.text, _("This names a day that does not exist."))

    def end_item(self) -> None:
        """Object where a holiday was named and nothing was said of its days."""
        if self.item is not None and len(self.days) == self.item[2]:
            self.object_to(self.item[1], _("No day off was found for this holiday."))
        self.item = None

    def _read_phrases(self, sentence: Sentence) -> None:
        phrases = sentence.phrases
        if not phrases:
            return
        if sentence.is_advice:
            message = _("This is advice, no day off: its dates were left alone.")
            return self.object_to(sentence.text, message, blocking=False)
        if sentence.is_shutdown:
            message = _("This is no public holiday. Leave it out here, and enter it under company days.")
            return self.object_to(sentence.text, message)
        if any(phrase.verb is None for phrase in phrases):
            self.object_to(
                sentence.text, _("The dates of this sentence were not understood. Write it as in the notice.")
            )
        self._keep_all([phrase for phrase in phrases if phrase.verb is not None], sentence.text)

    def _keep_all(self, phrases: list[Phrase], sentence: str) -> None:
        said = [(phrase.verb, list(self._days(phrase, sentence))) for phrase in phrases]
        off = [day for verb, found in said if verb is Verb.OFF for day in found]
        counted = _COUNT.search(sentence)
        if counted and int(counted[1]) != len(off):
            message = _(
                "The notice says %(said)s days, the dates make %(found)s.", said=counted[1], found=len(off)
            )
            self.object_to(sentence, message)
        name = self._name_of(off)
        for verb, found in said:
            for day in found:
                self._keep(verb, day, name, sentence)

    def _name_of(self, off: list[date]) -> str:
        """Name days by the item that they stand in, else by the holiday that falls on them."""
        if self.item is not None:
            return self.item[0]
        return enumerated(dict.fromkeys(self.statutory[day] for day in off if day in self.statutory))

    def _keep(self, verb: Verb | None, day: date, name: str, sentence: str) -> None:
        weekend = day.weekday() >= _WEEKDAYS["六"]
        if verb is Verb.AS_USUAL and not weekend:
            return
        working = verb is not Verb.OFF
        if working and not weekend:
            message = _("%(day)s is no weekend day, so it cannot be a make-up day.", day=day.isoformat())
            self.object_to(sentence, message)
        known = self.days.setdefault(day, NoticeDay(day, working, name))
        if known.working != working:
            self.object_to(sentence, _("%(day)s is named both off and worked.", day=day.isoformat()))

    def _days(self, phrase: Phrase, sentence: str) -> Iterator[date]:
        month, year = None, self.year
        for begins, ends in phrase.spans:
            year, month = int(begins.year or year), int(begins.month or month or 0)
            first = last = self._date(year, month, begins, sentence)
            if ends is not None:
                year, month = int(ends.year or year), int(ends.month or month)
                last = self._date(year, month, ends, sentence)
            if not first <= last <= first + timedelta(days=_LONGEST_SPAN):
                self.object_to(sentence, _("The span does not run forward, or is longer than any holiday."))
                last = first
            yield from days(first, last)

    def _date(self, year: int, month: int, written: Written, sentence: str) -> date:
        try:
            day = date(year, month, int(written.day))
        except ValueError as error:
            raise _NotADate from error
        said = _WEEKDAY.search(written.note or "")
        if said and _WEEKDAYS[said[1]] != day.weekday():
            message = _("%(day)s is not the weekday that the notice says.", day=day.isoformat())
            self.object_to(sentence, message)
        return day
