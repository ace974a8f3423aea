"""The dictionaries: which lists of words a team keeps, and what each holds at first (R13, R36, F24)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesapp.refusals import Refusal
from salesapp.words import lazy_gettext as _l


class WordRefused(Refusal):
    """A dictionary cannot be changed this way."""


@dataclass(frozen=True)
class Dictionary:
    """A list of words: `entries` maps codes to the words it starts with; codes in `fixed` cannot be switched off."""

    key: str
    name: Any
    note: Any
    entries: Mapping[str, Any]
    fixed: frozenset[str] = frozenset()


DICTIONARIES = {
    one.key: one
    for one in (
        Dictionary(
            "source_channel",
            _l("Source channels"),
            _l("Where a customer comes from. A referral asks who referred."),
            {
                "database": _l("Company database"),
                "fair": _l("Trade fair"),
                "referral": _l("Customer referral"),
                "online": _l("Online enquiry"),
                "cold_visit": _l("Cold visit"),
                "tender": _l("Tender"),
                "repeat": _l("Repeat business"),
                "other": _l("Other"),
            },
            # registration asks for a note with these two
            frozenset({"referral", "other"}),
        ),
        Dictionary(
            "product_type",
            _l("Products and services"),
            _l("What an opportunity or a contract is about."),
            {
                "software": _l("Software"),
                "implementation": _l("Implementation"),
                "maintenance": _l("Maintenance"),
                "hardware": _l("Hardware"),
                "consulting": _l("Consulting"),
                "training": _l("Training"),
            },
        ),
        Dictionary(
            "objection_kind",
            _l("Kinds of objection"),
            _l("They sort the answers and the records of objections."),
            {
                "price": _l("Price"),
                "competitor": _l("Competitor"),
                "timing": _l("Timing of the need"),
                "process": _l("Decision process"),
                "trust": _l("Trust"),
                "delivery": _l("Delivery"),
                "other": _l("Other"),
            },
        ),
        Dictionary(
            "close_reason",
            _l("Causes of winning and losing"),
            _l("The main cause when an opportunity is closed."),
            {
                "price": _l("Price"),
                "product": _l("Product"),
                "competitor": _l("Competitor"),
                "relationship": _l("Relationship"),
                "need_gone": _l("The need is gone"),
                "budget": _l("Budget"),
                "timing": _l("Timing"),
                "response": _l("Our response"),
            },
        ),
    )
}
