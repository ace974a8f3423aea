"""The round of calls: who is next, what a call may come to, and what an opening brought (R14, R15; F03).

Pure: the moment it is comes in. A callee is named by its key: ``task-7`` an agreed contact, ``customer-3`` a first contact,
``rhythm-5`` a follow-up that the grade of an opportunity asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

FARTHEST = timedelta(days=366)
RHYTHM = "rhythm"
KEY = re.compile(r"(task|customer|prospect|rhythm)-(\d{1,10})")
#: What an agreed contact is for when nobody can do it by phone.
FACE_TO_FACE = ("拜访", "上门", "到访", "面谈", "当面", "visit")


class Result(StrEnum):
    """What a call came to (F03 结果)."""

    REACHED = "reached"
    MISSED = "missed"
    LATER = "later"
    REFUSED = "refused"


RESULT_LABELS: Mapping[str, Any] = {
    Result.REACHED: lazy_pgettext("call", "Reached"),
    Result.MISSED: lazy_pgettext("call", "Not reached"),
    Result.LATER: lazy_pgettext("call", "Later"),
    Result.REFUSED: lazy_pgettext("call", "Refused"),
}
RESULT_TONES: Mapping[str, str] = {
    Result.REACHED: "ok",
    Result.MISSED: "",
    Result.LATER: "warn",
    Result.REFUSED: "no",
}


class Reason(StrEnum):
    """Why somebody refuses on the phone."""

    NO_NEED = "no_need"
    HAS_SUPPLIER = "has_supplier"
    NO_TIME = "no_time"
    MATERIAL_ONLY = "material_only"
    WRONG_PERSON = "wrong_person"
    NO_CALLS = "no_calls"


REASON_LABELS: Mapping[str, Any] = {
    Reason.NO_NEED: lazy_pgettext("call", "No need"),
    Reason.HAS_SUPPLIER: lazy_pgettext("call", "Has a supplier"),
    Reason.NO_TIME: lazy_pgettext("call", "No time"),
    Reason.MATERIAL_ONLY: lazy_pgettext("call", "Send something, that is all"),
    Reason.WRONG_PERSON: lazy_pgettext("call", "The wrong person"),
    Reason.NO_CALLS: lazy_pgettext("call", "Wants no calls"),
}


class CallRefused(Refusal):
    """A call that cannot be kept as it is said."""


def check_call(result: str, reason: str | None, later_at: datetime | None, now: datetime) -> None:
    """Refuse a result that is none, a refusal without its reason, and “later” without a time to come (F03)."""
    if result not in RESULT_LABELS:
        raise CallRefused(_("Say what the call came to."), field="result")
    if result == Result.REFUSED and reason not in REASON_LABELS:
        raise CallRefused(_("Say why they refused."), field="reason")
    if result == Result.LATER:
        if later_at is None:
            raise CallRefused(_("Say when you call again."), field="later_at")
        if later_at <= now:
            raise CallRefused(_("The time to call again has passed already."), field="later_at")
        if later_at - now > FARTHEST:
            raise CallRefused(_("That is more than a year away. Please check the date."), field="later_at")


def check_undo(called_at: datetime | None, now: datetime, *, written: bool, hours: int) -> None:
    """Refuse to take back a call that there is not, that is written down already, or is older than ``hours``."""
    if called_at is None:
        raise CallRefused(_("There is no call to take back."))
    if written:
        raise CallRefused(_("This call is written down as a contact record already. Change it there."))
    if now - called_at > timedelta(hours=hours):
        raise CallRefused(_("A call can be taken back within %(hours)s hours.", hours=hours))


def by_phone(purpose: str | None) -> bool:
    """Tell whether an agreed contact can be a call: whatever does not say that one goes there."""
    return not any(word in (purpose or "").lower() for word in FACE_TO_FACE)


def read_key(text: str | None) -> tuple[str, int] | None:
    """Return the kind and the number that a key names, or none for what somebody made up."""
    found = KEY.fullmatch(text or "")
    return (found[1], int(found[2])) if found and int(found[2]) < 2**31 else None


def fitting(texts: Sequence[str], most: int) -> list[str]:
    """Return the first texts that have room together, in signs; the first has it in any case: two cards make a page."""
    kept: list[str] = []
    for text in texts:
        if kept and sum(map(len, kept)) + len(text) > most:
            break
        kept.append(text)
    return kept


def on_paper(words: str) -> str:
    """Return an opening without its empty lines."""
    return "\n".join(line for line in words.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Callee:
    """Whom to call: since when it is due, what for, how often somebody tried today and when last."""

    key: str
    customer_id: int | None
    due_at: datetime
    purpose: str = ""
    contact_id: int | None = None
    tries: int = 0
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """How often one was called today, when last, and how often somebody answered."""

    tries: int
    at: datetime
    reached: int = 0


def in_order(
    callees: Iterable[Callee], tried: Mapping[str, Tried], now: datetime, *, minutes: int, most: int
) -> list[Callee]:
    """Return the round: whom nobody tried yet by due time, then those to be tried again, the longest ago first.

    Somebody who was not reached comes back after ``minutes``, and not more than ``most`` times a day.
    """
    fresh, again = [], []
    for callee in callees:
        found = tried.get(callee.key)
        if found is None:
            fresh.append(callee)
        elif found.tries < most and now - found.at >= timedelta(minutes=minutes):
            again.append(replace(callee, tries=found.tries, tried_at=found.at))
    again.sort(key=lambda one: (one.tried_at, one.key))
    return [*sorted(fresh, key=lambda one: (one.due_at, one.key)), *again]


def follows(round_: Sequence[Callee], key: str | None) -> Callee | None:
    """Return the one who is asked for, else the first of the round."""
    return next((one for one in round_ if one.key == key), round_[0] if round_ else None)


@dataclass(frozen=True, slots=True)
class Brought:
    """What one wording of an opening brought: calls, and what they came to (R63)."""

    version_id: int
    name: str
    no: int
    calls: int
    reached: int
    agreed: int
    refused: int

    @property
    def reached_share(self) -> float | None:
        """Reached, in per cent of the calls."""
        return 100 * self.reached / self.calls if self.calls else None

    @property
    def agreed_share(self) -> float | None:
        """A next contact agreed, in per cent of those reached."""
        return 100 * self.agreed / self.reached if self.reached else None
