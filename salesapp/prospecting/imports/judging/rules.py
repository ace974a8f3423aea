"""A row and its verdict as they are kept, and the values that come back out of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.chinese import industries, phones, regions
from salesapp.customers.rules import word
from salesapp.prospecting.imports.cells.rules import State
from salesapp.prospecting.imports.columns.rules import FIELDS
from salesapp.prospecting.imports.known.rules import Target
from salesapp.prospecting.imports.rows.rules import STORED, Company
from salesapp.prospecting.imports.tables.rules import PASSED_LABELS, Line
from salesapp.prospecting.imports.verdicts.rules import Judged, Verdict
from salesapp.words import gettext as _

AMOUNTS = ("annual_output", "registered_capital")
DAYS = ("founded_on", "planned_on")
#: What people see of a value.
SHOWN: Mapping[str, Callable[[str], str]] = {
    "industry": industries.words,
    "region": regions.words,
    "phone": phones.shown,
    "mobile": phones.shown,
}


def kept(line: Line, judged: Judged | None) -> dict[str, Any]:
    """Return the columns of a row of the table."""
    company = line.company
    row: dict[str, Any] = {
        "number": line.number, "line": line.line, "verdict": Verdict.PASSED.value, "full_name": "", "words": "", "values": {},
        "people": [], "notes": [], "hidden": False, "target_kind": None, "target_id": None, "target_words": None, "before": {},
    }  # fmt: skip
    if company is None or judged is None:
        words = _("One more person of row %(row)s.", row=line.joined) if line.joined else ""
        row["words"] = words or (str(PASSED_LABELS[line.passed]) if line.passed else "")
        return row
    target = judged.target
    row |= {
        "verdict": judged.verdict.value,
        "full_name": company.name,
        "words": judged.words,
        **content(company),
        "hidden": company.hidden,
    }
    if isinstance(target, Target):
        row |= {
            "target_kind": target.kind.value if target.visible else "masked",
            "target_id": target.id if target.visible else None,
            "target_words": target.words[:200],
        }
    return row


def content(company: Company) -> dict[str, Any]:
    """Return what of a row follows from its cells alone."""
    return {
        "values": {name: plain(company.values[name]) for name in STORED if name in company.values},
        "people": [person.values for person in company.people],
        "notes": [
            *([n.column, n.field, n.taken.state.value, n.taken.before[:300], shown(n.field, n.taken.value), n.taken.words]
              for n in company.notes),
            *([column, "", State.WARNED.value, text[:300], "", _("This column has no name: it is not taken.")]
              for column, text in company.surplus.items()),
        ],
    }  # fmt: skip


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def values_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a kept row as they are stored."""
    found = dict(row)
    for name in AMOUNTS:
        if name in found:
            found[name] = Decimal(found[name])
    for name in DAYS:
        if name in found:
            found[name] = date.fromisoformat(found[name])
    return found


def shown(name: str, value: Any) -> str:
    """Return a value as people read it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00")
    if name == "channel":
        return word("source_channel", value)
    return SHOWN[name](value) if name in SHOWN else str(value)


def label(name: str) -> str:
    """Return what a field is called."""
    return str(FIELDS[name][0]) if name in FIELDS else ""
