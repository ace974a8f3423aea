"""Stored codes in the words of the registration sheet, for templates: labels of fields, choices, regions, amounts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from salesapp.chinese import industries, phones, regions
from salesapp.customers import kinds
from salesapp.documents.forms.registry import spec
from salesapp.playbook import queries as playbook
from salesapp.web import formats
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

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


def choice(key: str, code: str | None) -> str:
    """Return the word for a code: choice('kind', 'won'), choice('contact.decision_role', 'coach')."""
    if key == "source_channel":
        return playbook.label(key, code)
    return str(spec(f"F01.{key}").label_of(code)) if code else ""


def of_list() -> dict[str, Any]:
    """Return every word that a line of the list may need, looked up once for the page."""
    chosen = {
        key: {c.code: str(c.label) for c in spec(f"F01.{key}").choices}
        for key in ("kind", "tier", "activity_level")
    }
    activity = {code: _("activity %(level)s", level=word) for code, word in chosen["activity_level"].items()}
    own = {"owner": _("Owner"), "last": _("Last contact"), "nobody": _("nobody")}
    return {**chosen, "activity": activity, "label": own}


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
        return str(kinds.STATUS_WORDS.get(value, value))
    if field == "credit_code_kind":
        return str(kinds.CODE_KIND_WORDS.get(value, value))
    if field in AMOUNTS:
        return f"{Decimal(str(value)) / 10000:,.2f} {_('ten thousand yuan')}"
    if field == "first_contact_at":
        return formats.moment(datetime.fromisoformat(str(value)))
    if field in OTHER_LABELS:
        return str(value)
    try:
        return choice(f"{'contact.' if subject == 'contact' else ''}{field}", str(value))
    except KeyError:
        return str(value)


GLOBALS = {
    "customer_word": choice,
    "customer_field": field_label,
    "customer_value": value_words,
    "region_words": regions.words,
    "industry_words": industries.words,
    "status_word": lambda status: str(kinds.STATUS_WORDS[status]),
    "phone_masked": phones.masked,
    "phone_shown": phones.shown,
}
