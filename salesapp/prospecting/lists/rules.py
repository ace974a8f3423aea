"""Lists of companies that somebody may call, and what becomes of each (R13, R14; F02). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from salesapp.chinese import company_names, emails, person_names, phone_search
from salesapp.chinese.texts import says
from salesapp.customers.rules import Source
from salesapp.customers.search import rules as search_text
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

MOST_PEOPLE = 10
QQ = re.compile(r"[1-9][0-9]{4,10}")


class ProspectRefused(Refusal):
    """A list or a row of it cannot be kept, or cannot take this turn."""


class Result(StrEnum):
    """结果: what became of a row (F02)."""

    TODO = "todo"
    CONTACTED = "contacted"
    CUSTOMER = "customer"
    GIVEN_UP = "given_up"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(RESULT_LABELS[self])


RESULT_LABELS: Mapping[str, Any] = {
    Result.TODO: lazy_pgettext("prospect", "To contact"),
    Result.CONTACTED: lazy_pgettext("prospect", "Contacted"),
    Result.CUSTOMER: lazy_pgettext("prospect", "Became a customer"),
    Result.GIVEN_UP: lazy_pgettext("prospect", "Given up"),
}
RESULT_TONES: Mapping[str, str] = {
    Result.TODO: "warn",
    Result.CONTACTED: "blue",
    Result.CUSTOMER: "ok",
    Result.GIVEN_UP: "no",
}
#: What somebody still works on.
OPEN = (Result.TODO, Result.CONTACTED)


class Turn(StrEnum):
    """What somebody did with a row."""

    ASSIGNED = "assigned"
    TAKEN_BACK = "taken_back"
    CONTACTED = "contacted"
    GIVEN_UP = "given_up"
    AGAIN = "again"
    CUSTOMER = "customer"
    LINKED = "linked"


TURN_LABELS: Mapping[str, Any] = {
    Turn.ASSIGNED: lazy_pgettext("prospect", "Assigned"),
    Turn.TAKEN_BACK: lazy_pgettext("prospect", "Assigned to nobody"),
    Turn.CONTACTED: lazy_pgettext("prospect", "Contacted"),
    Turn.GIVEN_UP: lazy_pgettext("prospect", "Given up"),
    Turn.AGAIN: lazy_pgettext("prospect", "Taken up again"),
    Turn.CUSTOMER: lazy_pgettext("prospect", "Became a customer"),
    Turn.LINKED: lazy_pgettext("prospect", "Linked to a customer"),
}


def check_turn(result: str, allowed: Collection[str]) -> None:
    """Refuse a turn that a row does not take as it stands."""
    if result not in allowed:
        sentence = _("This row stands at “%(result)s” now: look at it again.", result=Result(result).label)
        raise ProspectRefused(sentence)


def check_reason(reason: str | None) -> str:
    """Refuse to give a row up without saying why."""
    said = (reason or "").strip()
    if not says(said):
        raise ProspectRefused(_("Say why it is given up."), field="reason")
    return said


def check_channel(channel: str | None, referrer: str | None) -> None:
    """Refuse a referral without the referrer (R13)."""
    if channel == Source.REFERRAL and not (referrer or "").strip():
        raise ProspectRefused(_("For a referral, name who introduced you."), field="referrer")


def check_source(channel: str | None, note: str | None) -> None:
    """Refuse “other” without words; who referred stands in each row (R13)."""
    if channel == Source.OTHER and not (note or "").strip():
        raise ProspectRefused(_("For another source, say which."), field="source_note")


def check_list(*, closed: bool) -> None:
    """Refuse to change the rows of a list that is closed."""
    if closed:
        raise ProspectRefused(_("This list is closed: open it again first."))


def check_qq(text: str | None) -> str | None:
    """Return a QQ number as it is stored, nothing where nothing was typed."""
    found = re.sub(r"(?i)^qq\s*[:：]?|\s", "", unicodedata.normalize("NFKC", text or "").strip())
    if found and not QQ.fullmatch(found):
        raise ProspectRefused(_("A QQ number has 5 to 11 digits."), field="qq")
    return found or None


def due_on(result: str, planned_on: date | None, next_on: date | None) -> date | None:
    """Return the day on which somebody is to speak with a company: first, or again; none where nobody is to."""
    return {Result.TODO: planned_on, Result.CONTACTED: next_on}.get(Result(result))


def agreed_time(day: date | None, call_at: datetime | None) -> datetime | None:
    """Return the time at which a company is to be called, in its own zone; none where it is of another day than the present."""
    return call_at if call_at is not None and call_at.date() == day else None


def check_next(next_on: date | None, today: date) -> None:
    """Refuse a next contact on a day that has passed."""
    if next_on is not None and next_on < today:
        raise ProspectRefused(_("This day has already passed."), field="next_on")


def check_planned(planned_on: date, today: date) -> None:
    """Refuse a first contact that is planned for a day that has passed."""
    if planned_on < today:
        raise ProspectRefused(_("This day has already passed."), field="planned_on")


def keys(
    values: Mapping[str, Any], people: Iterable[Mapping[str, Any]] = (), *, number: str = ""
) -> dict[str, Any]:
    """Return what a row is found and compared by: the same keys as a customer's.

    ``values`` needs ``full_name`` and may have ``phone``; ``people`` may have name, mobile, landline. Whoever writes many
    rows at once puts these beside the values of each.
    """
    name = values["full_name"]
    core = company_names.core(name)
    found = ((each.get("name") or "", each.get("mobile") or each.get("landline")) for each in people)
    return {
        "name_key": company_names.normalise(name)[:200],
        "core_name": core[:200],
        "core_sound": company_names.sound(core)[:600],
        "phone_key": phone_search.comparable(values.get("phone")),
        "search_text": search_text.compose((name,), number, found),
    }


def person_keys(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return what somebody of a row is found and compared by: the same keys as a contact's."""
    return {
        "name_key": person_names.key(person.get("name") or "")[:100],
        "landline_key": phone_search.comparable(person.get("landline")),
        "mail_domain": emails.company_domain(person.get("email")),
    }
