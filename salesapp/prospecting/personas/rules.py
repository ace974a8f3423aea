"""Personas: whom a product or service is for, in versions with who wrote them and why (R11, R12; F02). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesapp.chinese import industries, regions
from salesapp.chinese.texts import line, says
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


def check_reason(why: str | None) -> str:
    """Refuse a new version that does not say why."""
    words = (why or "").strip()
    if not says(words):
        raise PersonaRefused(_("Say why the persona changes."), field="why")
    return words


def check_in_use(state: str) -> None:
    """Refuse to change or to work with a persona that is retired."""
    if state == State.RETIRED:
        raise PersonaRefused(_("This persona is retired: take it up again first."))


def read_values(kind: Kind, typed: str | None) -> tuple[str, ...]:
    """Return what somebody typed, one value after the other: codes or names of industries and regions, or words."""
    parts = [line(part) for part in re.split(r"[\n,，、;；]", typed or "")]
    found = (_value(kind, part) for part in parts if part)
    return tuple(dict.fromkeys(value[:LONGEST_WORD] for value in found))


def _value(kind: Kind, text: str) -> str:
    """Return the code of what is named; what names none stays as it is, to be refused in words."""
    if kind is Kind.INDUSTRY:
        code = text.split()[0].upper()
        if industries.find(code) is not None:
            return code
        exact = next((each.code for each in industries.table().values() if each.name == text), None)
        found = industries.resolve(text)
        return exact or (found.code if found else text)
    if kind is Kind.REGION:
        if regions.find(text) is not None:
            return text
        bare = text.replace(" ", "")
        named = [one for one in regions.table().values() if not one.retired and _names(one.code, bare)]
        found_region = regions.resolve(text)
        return named[0].code if len(named) == 1 else found_region.code if found_region else text
    return text


def _names(code: str, bare: str) -> bool:
    """Tell whether a text is the name of a region, with or without its last sign (江苏, 苏州), or its whole path."""
    region = regions.table()[code]
    short = region.name.removesuffix("省").removesuffix("市") if region.level < 3 else region.name
    return bare in (region.name, short, regions.words(code, ""))
