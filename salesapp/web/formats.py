"""How values are shown: dates, moments, lateness and amounts, in the team's zone and the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from flask import Flask
from flask_babel import get_locale

from salesapp.chinese import numbers
from salesapp.chinese.texts import enumerated
from salesapp.web import clock
from salesapp.web.holes import Holes, filled
from salesapp.words import gettext as _
from salesapp.words import ngettext

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _chinese() -> bool:
    try:
        locale = get_locale()
    except RuntimeError:  # no request, so no reader: the words are those of the source too
        return False
    return locale is None or locale.language == "zh"


def day(value: date | datetime | None) -> str:
    """Return a date as 2026-11-23(周一)."""
    if value is None:
        return ""
    value = _date(value)
    return (
        f"{value:%Y-%m-%d}（周{WEEKDAYS_ZH[value.weekday()]}）"
        if _chinese()
        else f"{value:%Y-%m-%d} ({WEEKDAYS_EN[value.weekday()]})"
    )


def iso(value: date | datetime | None) -> str:
    """Return a date as 2026-11-23."""
    return "" if value is None else f"{_date(value):%Y-%m-%d}"


def short_day(value: date | datetime | None) -> str:
    """Return a date as 11月23日, with the year where it is another."""
    if value is None:
        return ""
    value = _date(value)
    same_year = value.year == clock.today().year
    if _chinese():
        return f"{value.month}月{value.day}日" if same_year else f"{value.year}年{value.month}月{value.day}日"
    return f"{value:%d %b}" if same_year else f"{value:%d %b %Y}"


def moment(value: datetime | None) -> str:
    """Return a moment as 2026-11-23 14:05 in the team's zone."""
    return "" if value is None else f"{clock.local(value):%Y-%m-%d %H:%M}"


def exact_moment(value: datetime | None) -> str:
    """Return a moment to the second, as 2026-11-23 14:05:09 in the team's zone."""
    return "" if value is None else f"{clock.local(value):%Y-%m-%d %H:%M:%S}"


def short_moment(value: datetime | None) -> str:
    """Return a moment as 11月23日 14:05."""
    return "" if value is None else f"{short_day(value)} {clock.local(value):%H:%M}"


def agreed(value: datetime | None) -> str:
    """Return a moment that was agreed on as people say it, with its weekday: 11月25日（周三）14:00."""
    if value is None:
        return ""
    local = clock.local(value)
    weekday = f"（周{WEEKDAYS_ZH[local.weekday()]}）" if _chinese() else f" ({WEEKDAYS_EN[local.weekday()]}) "
    return f"{short_day(value)}{weekday}{local:%H:%M}"


def time_of(value: datetime | None) -> str:
    """Return the clock time of a moment as 14:05."""
    return "" if value is None else f"{clock.local(value):%H:%M}"


def yuan(value: Decimal | None) -> str:
    """Return an amount as 386,000.00."""
    return "" if value is None else f"{value:,.2f}"


def with_sign(value: Decimal | None) -> str:
    """Return an amount with its currency; money that goes out has its minus before it: -¥386.50."""
    return "" if value is None else f"{'-' if value < 0 else ''}¥{abs(value):,.2f}"


def amount_said(value: Decimal) -> str:
    """Return an amount as it was understood: = 386,000.00 元（38.6 万元）."""
    words = _("= %(amount)s yuan", amount=yuan(value))
    said = numbers.in_wan(value) if _chinese() else ""
    return f"{words}（{said}）" if said else words


def wan(value: Decimal | None, places: int = 1) -> str:
    """Return an amount in 万元 as 38.6 (the unit stands in the head or beside it)."""
    if value is None:
        return ""
    return f"{(Decimal(value) / 10000).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def due_words(due: date | datetime, now: datetime | None = None) -> str:
    """Return how near a due date is: 逾期2天, 今日 14:00, 明日, 11月26日."""
    today = clock.local(now or clock.now()).date()
    days = (_date(due) - today).days
    if isinstance(due, datetime) and due <= (now or clock.now()):
        if days < 0:
            return ngettext("%(num)d day overdue", "%(num)d days overdue", -days)
        return _("Overdue since %(time)s", time=time_of(due))
    if days < 0:
        return ngettext("%(num)d day overdue", "%(num)d days overdue", -days)
    clock_time = f" {time_of(due)}" if isinstance(due, datetime) else ""
    if days == 0:
        return _("Today") + clock_time
    if days == 1:
        return _("Tomorrow") + clock_time
    return short_day(due) + clock_time


def _date(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def init_app(app: Flask) -> None:
    """Give every template the formats as filters."""
    for function in (
        day,
        iso,
        short_day,
        moment,
        short_moment,
        agreed,
        time_of,
        yuan,
        with_sign,
        wan,
        due_words,
        enumerated,
        filled,
    ):
        app.add_template_filter(function)
    app.add_template_global(Holes, "holes")
