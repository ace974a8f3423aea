"""Personas: whom a product or service is for, in versions with who wrote them and why (R11, R12; F02). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesapp.chinese import industries, regions
from salesapp.prospecting.matching.rules import Condition, Kind
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

WAN = Decimal(10000)
MOST_CONDITIONS, MOST_VALUES, LONGEST_WORD = 20, 40, 40


class PersonaRefused(Refusal):
    """A persona cannot be kept in this way."""


class State(StrEnum):
    """Whether a persona is worked with; a retired one stays readable."""

    ACTIVE = "active"
    RETIRED = "retired"


STATE_LABELS = {
    State.ACTIVE: lazy_pgettext("persona", "In use"),
    State.RETIRED: lazy_pgettext("persona", "Retired"),
}


def check_condition(condition: Condition, *, row: int = 0) -> None:
    """Refuse a condition that asks for nothing, for a code that is none, or for a range that holds nothing."""

    def refuse(sentence: str, field: str) -> None:
        raise PersonaRefused(sentence, field=f"conditions-{row}-{field}")

    if condition.kind is Kind.SIZE:
        low, high = condition.low, condition.high
        if low is None and high is None:
            refuse(_("Enter the least or the most yearly output."), "low")
        if low is not None and high is not None and low > high:
            refuse(_("The range ends before it begins."), "high")
        return
    if not condition.values:
        refuse(_("Enter at least one value."), "entered")
    if len(condition.values) > MOST_VALUES:
        refuse(_("At most %(count)s values fit in one condition.", count=MOST_VALUES), "entered")
    known = {Kind.INDUSTRY: industries.find, Kind.REGION: regions.find}.get(condition.kind)
    for value in condition.values:
        if known is not None and known(value) is None:
            refuse(_("“%(value)s” is not in the list: choose it there.", value=value), "entered")


def check_conditions(conditions: Sequence[Condition]) -> None:
    """Refuse a persona without conditions, or with more than a sheet holds."""
    if not conditions:
        raise PersonaRefused(_("A persona needs at least one condition."), field="conditions-0-entered")
    if len(conditions) > MOST_CONDITIONS:
        raise PersonaRefused(_("A persona has at most %(count)s conditions.", count=MOST_CONDITIONS))
    for row, condition in enumerate(conditions):
        check_condition(condition, row=row)


def check_time(valid_from: date, valid_until: date | None) -> None:
    """Refuse a version that ends before it begins."""
    if valid_until is not None and valid_until < valid_from:
        raise PersonaRefused(_("It ends before it begins."), field="valid_until")
