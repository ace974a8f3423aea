"""Times as people say them: how late, how soon, which day.

Pure: the moment it is comes in, in the team's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
#: From so many hours on the minutes are left out.
BY_THE_MINUTE = 3
WEEKDAYS = (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))


class Tone(StrEnum):
    """How pressing something is; always said in words as well."""

    LATE = "late"
    SOON = "soon"
    TODAY = "today"
    LATER = "later"


def is_late(due: Any, now: Any) -> Any:
    """Tell whether something is overdue: a day after it (``now`` is today then), a moment once it has passed.

    Nothing else says so: it takes the columns of a query as well as values. On its day, at its moment, it is in time.
    """
    return due < now


@dataclass(frozen=True)
class Lateness:
    """How a due time stands against now: a tone for the eye and the words that carry it."""

    tone: Tone
    words: str


def lateness(
    due_at: datetime, now: datetime, zone: tzinfo, *, by_the_hour: bool = False, all_day: bool = False
) -> Lateness:
    """Say how a due time stands: 逾期 2 天, 剩 3 小时, 今日 14:00, 明天 10:00, 11月25日.

    Days are the team's days, so what was due yesterday 23:00 is one day late at 01:00. `by_the_hour` counts
    hours (the thank-you letter), `all_day` ignores the time of day (a date is due until its day ends).
    """
    day, today = due_at.astimezone(zone).date(), now.astimezone(zone).date()
    if is_late(day, today) if all_day else is_late(due_at, now):
        return Lateness(Tone.LATE, _overdue(due_at, now, (today - day).days))
    if by_the_hour and due_at - now < DAY:
        return Lateness(Tone.SOON if due_at - now <= 8 * HOUR else Tone.TODAY, _left(due_at - now))
    clock = "" if all_day else due_at.astimezone(zone).strftime(" %H:%M")
    if day == today:
        return Lateness(Tone.TODAY if all_day else Tone.SOON, _("Today") + clock)
    return Lateness(Tone.LATER, day_words(day, today) + clock)


def _overdue(due_at: datetime, now: datetime, days: int) -> str:
    if days > 0:
        return ngettext("%(num)d day overdue", "%(num)d days overdue", days)
    hours = int((now - due_at) / HOUR)
    if hours > 0:
        return ngettext("%(num)d hour overdue", "%(num)d hours overdue", hours)
    return _("%(minutes)d min overdue", minutes=max(1, int((now - due_at).total_seconds() // 60)))


def _left(left: timedelta) -> str:
    hours, minutes = divmod(int(left.total_seconds() // 60), 60)
    if 0 < hours < BY_THE_MINUTE and minutes:
        return _("%(hours)d h %(minutes)d min left", hours=hours, minutes=minutes)
    if hours > 0:
        return ngettext("%(num)d hour left", "%(num)d hours left", hours)
    return _("%(minutes)d min left", minutes=minutes)


def day_words(day: date, today: date) -> str:
    """Name a day as people do: today, tomorrow, a weekday of this or next week, else its date."""
    distance = (day - today).days
    if distance in (-1, 0, 1, 2):
        return (_("Yesterday"), _("Today"), _("Tomorrow"), _("In two days"))[distance + 1]
    next_monday = today + (7 - today.weekday()) * DAY
    if today < day < next_monday:
        return _("This %(weekday)s", weekday=WEEKDAYS[day.weekday()])
    if next_monday <= day < next_monday + 7 * DAY:
        return _("Next %(weekday)s", weekday=WEEKDAYS[day.weekday()])
    if day.year == today.year:
        return _("%(month)d/%(day)d", month=day.month, day=day.day)
    return _("%(year)d/%(month)d/%(day)d", year=day.year, month=day.month, day=day.day)
