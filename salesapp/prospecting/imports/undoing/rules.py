"""What an import changed and what goes back: only what still stands as the import left it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.prospecting.imports.judging.rules import label

AMOUNTS = ("annual_output", "registered_capital", "revenue")
DAYS = ("founded_on", "planned_on")
#: What a field of a customer is called in a table.
CALLED = {"revenue": "annual_output", "capital_currency": "registered_capital"}
#: What goes back only as a whole.
TOGETHER = {"registered_capital", "capital_currency"}


def returned(
    now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Return the values that go back, as they are stored, and the words of those that somebody changed since."""
    back, kept, changed = {}, [], set()
    for name, value in before.items():
        if now.get(name) == after.get(name):
            back[name] = _stored(name, value)
        elif now.get(name) != value:
            kept.append(label(CALLED.get(name, name)))
            changed.add(name)
    if changed & TOGETHER:  # an amount in another currency is another amount
        back = {name: value for name, value in back.items() if name not in TOGETHER}
    return back, list(filter(None, kept))


def left(people: Sequence[Mapping[str, Any]], added: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the people without those that the import added and nobody changed."""
    gone = [dict(one) for one in added]
    return [one for one in people if dict(one) not in gone]


def _stored(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in AMOUNTS:
        return Decimal(value)
    return date.fromisoformat(value) if name in DAYS else value
