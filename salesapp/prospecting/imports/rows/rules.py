"""A row of a table as a company with its people: every field, what was offered, what was left empty and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from salesapp.prospecting.imports.cells.rules import Taken
from salesapp.prospecting.imports.people.rules import Person

#: What is kept of a row in fields of its own; the rest of what it says goes into the remark with its words.
STORED = ("full_name", "credit_code", "annual_output", "headcount", "industry", "region", "founded_on",
          "registered_capital", "capital_currency", "address", "postcode", "phone", "website", "qq",
          "planned_on", "channel", "referrer", "decision_chain", "pain_points", "remark")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of a cell: its column, the field, how it was taken."""

    column: int
    field: str
    taken: Taken


@dataclass(slots=True)
class Company:
    """What came of a row. ``refused`` says why nothing can be taken of it at all."""

    number: int
    line: int | None
    values: dict[str, Any] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refused: str = ""
    hidden: bool = False
    surplus: dict[int, str] = field(default_factory=dict)  # in columns without a name

    @property
    def name(self) -> str:
        """The company's name; nothing where it could not be read."""
        return self.values.get("full_name") or ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of a table are read: its columns, their units, the day, the epoch, what somebody took back.

    ``kept`` are cells (row, column) whose offer was taken back, ``allowed`` those whose question was answered with yes.
    """

    columns: Mapping[int, str]
    units: Mapping[int, str]
    today: date
    epoch: date
    unnamed: tuple[int, ...] = ()
    kept: frozenset[tuple[int, int]] = frozenset()
    allowed: frozenset[tuple[int, int]] = frozenset()

    def of(self, *fields: str) -> list[int]:
        """Return the columns of some fields, in order."""
        return [column for column, name in self.columns.items() if name in fields]
