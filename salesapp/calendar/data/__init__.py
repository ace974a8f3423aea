"""The days off and make-up days that are shipped, one CSV file per year; README.md names their source."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_WORKED = "班"


@dataclass(frozen=True)
class ShippedDay:
    """One exception from the shipped table."""

    day: date
    working: bool
    name: str
    status: str
    source: str


@cache
def shipped() -> tuple[ShippedDay, ...]:
    """Read all shipped years, oldest first; once in a process, since they come with the program."""
    return tuple(day for path in sorted(_FOLDER.glob("*.csv")) for day in _read(path))


def _read(path: Path) -> list[ShippedDay]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            ShippedDay(
                date.fromisoformat(r["date"]), r["kind"] == _WORKED, r["name"], r["status"], r["source"]
            )
            for r in csv.DictReader(file)
        ]
