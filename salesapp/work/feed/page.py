"""A person's work and appointments as a calendar that phones read (RFC 5545): no figures, as the address may be passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.web import clock
from salesapp.words import gettext as _
from salesapp.work.feed import queries
from salesapp.work.kinds.rules import Appointment, Kind, Standing, works
from salesapp.work.rules import Todo

if TYPE_CHECKING:  # read in by the first feed that a phone asks for
    from icalendar import Event, Timezone

#: How long what is due at a time stands in the calendar, and how often phones ask again.
LENGTH, AGAIN = timedelta(minutes=30), timedelta(hours=1)
NAMED = 20  # of one day's many
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85]")


def calendar(user: User, now: datetime, base_url: str, *, numbers: bool = False) -> bytes:
    """Return what a person has to do by when, and their appointments, as a calendar; ``numbers``: with telephone numbers."""
    from icalendar import Calendar

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//salesapp//work//ZH")
    made.add("calscale", "GREGORIAN")
    name = _("To do · %(name)s", name=user.name)
    for key in ("x-wr-calname", "name"):
        made.add(key, clean(name))
    made.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    made.add_component(_zone(now))
    for event in (*_events(user, now, base_url), *_appointments(user, now, base_url, numbers)):
        made.add_component(event)
    return made.to_ical()


def clean(text: str) -> str:
    """Return a text as calendars take it: no control signs, one kind of line break."""
    return _CONTROL.sub("", _BREAKS.sub("\n", text))


def _zone(now: datetime) -> Timezone:
    """Return the team's zone as it is now: one block, without its history, which some phones apply to today."""
    from icalendar import Timezone, TimezoneStandard

    local = clock.local(now)
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", str(clock.zone()))
    standard.add("dtstart", clock.at(date(1970, 1, 1)).replace(tzinfo=None))
    standard.add("tzoffsetfrom", local.utcoffset())
    standard.add("tzoffsetto", local.utcoffset())
    standard.add("tzname", local.tzname())
    zone.add_component(standard)
    return zone


def _events(user: User, now: datetime, base_url: str) -> Iterator[Event]:
    kinds = [kind for work in works() for kind in work.kinds if kind.own and kind.in_calendar]
    kinds = [kind for kind in kinds if user.role in kind.roles]
    rows = queries.entries(user, [kind.name for kind in kinds], now)
    for kind in kinds:
        yield from _of_kind(kind, [row for row in rows if row.kind == kind.name], now, base_url)


def _of_kind(kind: Kind, rows: Sequence[Row], now: datetime, base_url: str) -> Iterator[Event]:
    days: dict[date, list[tuple[Row, Todo]]] = {}
    for row, line in zip(rows, kind.lines(rows, now), strict=True):
        due = clock.local(line.at or row.due_at)
        if kind.of_a_day and due == clock.end_of(due.date()):
            days.setdefault(due.date(), []).append((row, line))
        else:
            uid = f"{row.kind}-{row.subject_type}-{row.subject_id}-{row.part}"
            yield _event(uid, row.since, line.title, f"{base_url.rstrip('/')}{line.url}", due)
    for day, found in days.items() if kind.of_a_day else ():
        yield _day(kind, day, found, base_url)


def _day(kind: Kind, day: date, found: Sequence[tuple[Row, Todo]], base_url: str) -> Event:
    """Return one entry for what many of a kind ask of a person on a day: it names them and leaves the day free."""
    assert kind.of_a_day is not None
    words, url = kind.of_a_day(len(found))
    uid = f"{kind.name}-day-{found[0][0].user_id}-{day.isoformat()}"
    since = max(row.since for row, _line in found)
    event = _event(uid, since, words, f"{base_url.rstrip('/')}{url}", clock.end_of(day))
    titles = [line.title for _row, line in found[:NAMED]]
    if len(found) > NAMED:
        titles.append(_("%(count)s others", count=len(found) - NAMED))
    event.add("description", clean("\n".join(titles)))
    return event


def _event(uid: str, since: datetime, title: str, url: str, due: datetime) -> Event:
    """Return something to do: at its time, or on its day; no day is blocked by it."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@salesapp")
    event.add("dtstamp", since)
    event.add("last-modified", since)
    event.add("sequence", 0)
    event.add("status", "CONFIRMED")
    event.add("summary", clean(title))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    if due == clock.end_of(due.date()):  # a day, not a time
        event.add("dtstart", due.date())
        event.add("dtend", due.date() + timedelta(days=1))
    else:
        event.add("dtstart", due)
        event.add("dtend", due + LENGTH)
    return event


def _appointments(user: User, now: datetime, base_url: str, numbers: bool) -> Iterator[Event]:
    for work in works():
        for one in work.appointments(user, now, numbers=numbers) if work.appointments else ():
            yield _appointment(one, base_url)


def _appointment(one: Appointment, base_url: str) -> Event:
    """Return an appointment; one that was called off is told to phones, takes no time and rings no bell."""
    from icalendar import Event

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.sequence)
    event.add("status", one.standing.value)
    event.add("transp", "TRANSPARENT" if one.standing is Standing.CANCELLED else "OPAQUE")
    event.add("summary", clean(one.title))
    event.add("dtstart", clock.local(one.starts_at))
    event.add("dtend", clock.local(one.ends_at))
    event.add("url", f"{base_url.rstrip('/')}{one.url}")
    for name, text in (("location", one.place), ("description", one.notes)):
        if text:
            event.add(name, clean(text))
    return event
