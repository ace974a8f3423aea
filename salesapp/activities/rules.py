"""What a contact record chooses from and must hold, and what follows from it (R18–R23, R45, F05).

Pure: values in, values out. Times are aware datetimes; a function that needs the team's day takes its zone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from salesapp.documents.forms import f05
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

CLOCK_SLACK = timedelta(minutes=5)  # a phone's clock may run a little fast
LONGEST_CONTACT = timedelta(hours=24)
FARTHEST_NEXT_CONTACT = timedelta(days=366)
HOUR = timedelta(hours=1)


# ------------------------------------------------------------------------------- what it chooses from


class Channel(StrEnum):
    """How people met (F05 方式), in the order of the sheet."""

    PHONE = "phone"
    VISIT = "visit"
    MEETING = "meeting"
    MAIL = "mail"
    WECHAT = "wechat"
    VIDEO = "video"


CHANNEL_LABELS = dict(f05.CHANNELS)


class RecordKind(StrEnum):
    """What the contact was mainly about (R45)."""

    GENERAL = "general"
    NEED_CHANGE = "need_change"
    OBJECTION = "objection"


RECORD_KIND_LABELS = {
    RecordKind.GENERAL: _l("General"),
    RecordKind.NEED_CHANGE: _l("Change of need"),
    RecordKind.OBJECTION: _l("Objection raised"),
}


class NeedCategory(StrEnum):
    """What a key need is about (R20)."""

    TIME = "time"
    BUDGET = "budget"
    FUNCTION = "function"
    QUALITY = "quality"
    SERVICE = "service"
    OTHER = "other"


NEED_CATEGORY_LABELS = {
    NeedCategory.TIME: _l("Time"),
    NeedCategory.BUDGET: _l("Budget"),
    NeedCategory.FUNCTION: _l("Function"),
    NeedCategory.QUALITY: _l("Quality"),
    NeedCategory.SERVICE: _l("Service"),
    NeedCategory.OTHER: _l("Other"),
}


class NeedSource(StrEnum):
    """Who says so: the customer's own words, or what we made of them (R20)."""

    QUOTE = "quote"
    JUDGEMENT = "judgement"


NEED_SOURCE_LABELS = {
    NeedSource.QUOTE: _l("Customer's own words"),
    NeedSource.JUDGEMENT: _l("Our judgement"),
}


class Side(StrEnum):
    """Who promised (F05 承诺事项)."""

    OURS = "ours"
    THEIRS = "theirs"


SIDE_LABELS = {Side.OURS: _l("We"), Side.THEIRS: _l("The customer")}


class Conclusion(StrEnum):
    """How the customer's intent moved (F05 本次结论)."""

    UP = "up"
    LEVEL = "level"
    DOWN = "down"


CONCLUSION_LABELS = dict(f05.CONCLUSIONS)


class Entry(StrEnum):
    """When a record was written, against the two-hour rule (F05, 2.3)."""

    PROMPT = "prompt"
    LATE = "late"
    NEXT_DAY = "next_day"


ENTRY_LABELS = {
    Entry.PROMPT: _l("Written in time"),
    Entry.LATE: _l("Late entry"),
    Entry.NEXT_DAY: _l("Late entry, another day"),
}

#: What the four SPIN boxes ask for, by their letters (R18).
SPIN_LABELS = {"S": _l("Situation"), "P": _l("Problem"), "I": _l("Implication"), "N": _l("Need")}


class RecordRefused(Refusal):
    """A contact record lacks what it must hold, or says what cannot be."""


class EditRefused(Refusal):
    """The record is closed to this person's changes."""


# ------------------------------------------------------------------------------------------ the record


def check_times(started_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Refuse a contact that ends before it starts, lasts over a day or lies in the future (F05 沟通时间)."""
    if ended_at < started_at:
        raise RecordRefused(_("The contact ends before it starts."), field="ended_at")
    if ended_at - started_at > LONGEST_CONTACT:
        raise RecordRefused(_("A contact lasts at most 24 hours. Please check both times."), field="ended_at")
    if ended_at > now + CLOCK_SLACK:
        raise RecordRefused(
            _("This contact lies in the future. Record it when it has taken place."), field="ended_at"
        )


def check_next_contact(
    ended_at: datetime, next_at: datetime | None, purpose: str, declined_reason: str
) -> None:
    """Refuse a record without a next step: a time with a purpose, or why the customer wants none (R23)."""
    if next_at is None:
        if not declined_reason.strip():
            what = RecordRefused(_("Say what the next contact is for."), field="next_purpose")
            raise RecordRefused(
                _("Agree the next contact, or say why the customer wants none for now."), field="next_at",
                also=() if purpose.strip() else (what,),
            )  # fmt: skip
        return
    if declined_reason.strip():
        raise RecordRefused(
            _("There is a next contact and a reason for none. Keep one of the two."), field="no_next_reason"
        )
    if not purpose.strip():
        raise RecordRefused(_("Say what the next contact is for."), field="next_purpose")
    if next_at <= ended_at:
        raise RecordRefused(_("The next contact comes after this one."), field="next_at")
    if next_at - ended_at > FARTHEST_NEXT_CONTACT:
        raise RecordRefused(
            _("The next contact is more than a year away. Please check the date."), field="next_at"
        )


def check_people(people: Sized) -> None:
    """Refuse a record that names nobody at the customer (F05)."""
    if not people:
        raise RecordRefused(_("Tick who you talked to at the customer."), field="contacts")


def check_record(values: Mapping[str, Any], now: datetime) -> None:
    """Refuse a record whose times cannot be or that says nothing of what comes next, both at once (F05, R23)."""
    started_at, ended_at = values["started_at"], values["ended_at"]
    coming = values.get("next_at"), values.get("next_purpose") or "", values.get("no_next_reason") or ""
    check_all(lambda: check_times(started_at, ended_at, now), lambda: check_next_contact(ended_at, *coming))


def entry_of(ended_at: datetime, written_at: datetime, zone: tzinfo, *, hours: int) -> Entry:
    """Tell whether a record was written in time: within `hours` of the end; else 补录 (F05, 2.3).

    Past midnight the hours still count: what ended at 23:30 and was written at 00:15 is in time.
    """
    if written_at - ended_at <= hours * HOUR:
        return Entry.PROMPT
    same_day = written_at.astimezone(zone).date() == ended_at.astimezone(zone).date()
    return Entry.LATE if same_day else Entry.NEXT_DAY


def check_edit(*, is_author: bool, is_lead: bool, written_at: datetime, now: datetime, hours: int) -> None:
    """Refuse a change of a record: its author may within `hours`, the team's supervisor always."""
    if is_lead:
        return
    if not is_author:
        raise EditRefused(_("Only the person who wrote this record and the supervisor may change it."))
    if now - written_at > hours * HOUR:
        closed = _(
            "This record closed %(hours)s hours after it was written. Write a new one or ask a supervisor.",
            hours=hours,
        )
        raise EditRefused(closed)


def check_comment(*, is_author: bool) -> None:
    """Refuse a comment on a record of one's own (F05 主管点评)."""
    if is_author:
        sentence = _("The comment is the supervisor's: nobody comments on a record of their own.")
        raise EditRefused(sentence, field="supervisor_comment")


@dataclass(frozen=True)
class Spin:
    """How many of the four SPIN boxes say something (R18), shown as ``SPIN 3/4``."""

    done: int
    missing: tuple[str, ...]
    total: int = 4


def spin(situation: str | None, problem: str | None, implication: str | None, need: str | None) -> Spin:
    """Count the filled boxes and name the letters of the empty ones (R18)."""
    boxes = zip(SPIN_LABELS, (situation, problem, implication, need), strict=True)
    missing = tuple(letter for letter, words in boxes if not (words or "").strip())
    return Spin(done=4 - len(missing), missing=missing)


# ------------------------------------------------------------------------------------------- the tasks
