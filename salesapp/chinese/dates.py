"""Days and times as people write them, read in one place: 2026/12/31, 2026.12.31, 2026年12月31日, 20261231, 12-31, 1月5日.

A day without its year is the next one where the field looks ahead and the last one where it looks back.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from salesapp.chinese.texts import line
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

DAY = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
    r"|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)
DAY_OF_A_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{1,2})月([0-9]{1,2})[日号]?")
#: As the house itself shows it behind a day.
WEEKDAY = re.compile(r"\(?(?:周|星期|礼拜)[一二三四五六日天]\)?$|\((?:mon|tue|wed|thu|fri|sat|sun)\)$")
TIME = re.compile(
    r"(?<![0-9])(上午|下午|晚上)?([0-9]{1,2})"
    r"(?::([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?|[时点](?:([0-9]{1,2})分?|半)?)$"
)
HYPHENS = str.maketrans("‐‑‒–—―−－。", "--------.")
LONGEST = 40


class DateRefused(Refusal):
    """What was typed is no day, or none of the calendar."""


def read(text: str, *, today: date, ahead: bool = True) -> date:
    """Return the day that a text says; DateRefused carries the sentence that says how to write it."""
    day = _day(WEEKDAY.sub("", _plain(text).replace(" ", "")), today, ahead)
    if day is None:
        raise DateRefused(_("Write the day as 2026-12-31 or 2026/12/31."))
    return day


def read_moment(text: str, *, today: date, ahead: bool = True) -> datetime:
    """Return the day and the time on the wall that a text says."""
    typed = _plain(text).replace("t", " ")
    found = TIME.search(typed)
    day = _day(WEEKDAY.sub("", typed[: found.start()].replace(" ", "")), today, ahead) if found else None
    clock = _time(found) if found else None
    if day is None or clock is None:
        raise DateRefused(_("Write day and time as 2026-12-31 14:05."))
    return datetime.combine(day, clock)


def _plain(text: str) -> str:
    typed = unicodedata.normalize("NFKC", line(text)).translate(HYPHENS).lower()
    return typed if len(typed) <= LONGEST else ""


def _day(typed: str, today: date, ahead: bool) -> date | None:
    whole = DAY.fullmatch(typed)
    if whole:
        year, month, day = (int(part) for part in whole.groups() if part and part.isdigit())
        return _made(year, month, day)
    part = DAY_OF_A_YEAR.fullmatch(typed)
    if part is None:
        return None
    month, day = (int(group) for group in part.groups() if group)
    return _nearest(month, day, today, ahead)


def _nearest(month: int, day: int, today: date, ahead: bool) -> date | None:
    """Return the next such day from today on, or the last one up to today; 29 February waits for its year."""
    years = range(today.year, today.year + 9) if ahead else range(today.year, today.year - 9, -1)
    found = (_made(year, month, day) for year in years)
    return next((one for one in found if one and (one >= today if ahead else one <= today)), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    part, hour, minute, spoken = found.groups()
    hours, half = int(hour), 30 if found[0].endswith("半") else 0
    if part == "晚上" and hours == 12:
        return None  # of which day?
    if part in ("下午", "晚上") and hours < 12:
        hours += 12
    try:
        return time(hours, int(minute or spoken or half))
    except ValueError:
        return None
