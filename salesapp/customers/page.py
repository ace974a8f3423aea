"""What is stored of a customer in the words of its sheet (F01): codes, labels of fields, what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from salesapp.chinese import industries, phones, regions
from salesapp.customers import rules
from salesapp.customers.contacts.rules import STATUS_LABELS
from salesapp.customers.queries import Change
from salesapp.customers.rules import CODE_KIND_LABELS, Kind
from salesapp.documents.forms.registry import spec
from salesapp.playbook.dictionaries import queries
from salesapp.web import formats
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: The tiers that a filter offers: everybody else is ordinary (R51).
TIERS_LOOKED_AFTER = ("strategic", "core")
#: The colour of the tag that says how far the relation has come.
KIND_TONES: dict[str, str] = {Kind.POTENTIAL: "", Kind.INTENDING: "blue", Kind.WON: "ok", Kind.LOST: "no"}
OTHER_LABELS = {
    "parent_id": _l("Parent group / related customers"),
    "owner_id": _l("Owner"),
    "is_key": _l("Key contact"),
    "status": _l("Status"),
    "status_on": _l("Day of the change"),
    "status_reason": _l("Reason"),
    "successor_id": _l("Successor"),
    "credit_code_kind": _l("Kind of number"),
    "preferred_time": _l("Convenient time"),
    "accepts_greetings": _l("Accepts festival greetings"),
}
AMOUNTS = ("revenue", "registered_capital")


@dataclass(frozen=True, slots=True)
class Told:
    """One field that changed, as people read it: when, by whom, what it is called, what was and what is."""

    at: datetime
    by: str | None
    subject: str  # customer or contact
    person: str | None
    field: str
    label: str
    was: str
    now: str


def told(change: Change) -> Told:
    """Return a change in the words of the sheet."""
    words = (value_words(change.subject, change.field, value) for value in (change.before, change.after))
    label = field_label(change.subject, change.field)
    return Told(change.at, change.by, change.subject, change.person, change.field, label, *words)


def choice(key: str, code: str | None) -> str:
    """Return the word for a code: choice('kind', 'won'), choice('contact.decision_role', 'coach')."""
    return queries.label(key, code) if key == "source_channel" else rules.word(key, code)


def field_label(subject: str, field: str) -> str:
    """Return what the sheet calls a column of a customer or a contact."""
    if field in OTHER_LABELS:
        return str(OTHER_LABELS[field])
    try:
        return str(spec(f"F01.{'contact.' if subject == 'contact' else ''}{field}").label)
    except KeyError:
        return field


def value_words(subject: str, field: str, value: Any) -> str:
    """Return a stored value as people read it; numbers of people stay hidden."""
    if value in (None, ""):
        return "/"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field in ("mobile", "landline"):
        return phones.masked(str(value))
    if field == "region":
        return regions.words(str(value))
    if field == "industry":
        return industries.words(str(value))
    if field == "status":
        return str(STATUS_LABELS.get(value, value))
    if field == "credit_code_kind":
        return str(CODE_KIND_LABELS.get(value, value))
    if field in AMOUNTS:
        return f"{Decimal(str(value)) / rules.WAN:,.2f} {_('ten thousand yuan')}"
    if field == "first_contact_at":
        return formats.moment(datetime.fromisoformat(str(value)))
    if field in OTHER_LABELS:
        return str(value)
    try:
        return choice(f"{'contact.' if subject == 'contact' else ''}{field}", str(value))
    except KeyError:
        return str(value)
