"""How the process that reads hands over what it read: one line of JSON for each sheet, of plain values only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from salesapp.reading.tables.book import Merge, Row, Sheet, Told, Workbook


def packed(book: Workbook) -> Iterator[str]:
    """Yield the lines of a workbook: what it is, then each sheet."""
    yield _line(
        {
            "form": book.form,
            "epoch": book.epoch.isoformat(),
            "untold": sorted(book.untold),
            "encoding": book.encoding,
        }
    )
    for sheet in book.sheets:
        yield _line(
            {
                "name": sheet.name,
                "hidden": sheet.hidden,
                "columns": sorted(sheet.hidden_columns),
                "merges": sheet.merges,
                "rows": sheet.rows,
            }
        )


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")) + "\n"


def unpacked(text: str) -> Workbook:
    """Return the workbook of such lines."""
    first, *rest = text.splitlines()
    head = json.loads(first)
    return Workbook(
        head["form"],
        tuple(_sheet(json.loads(line)) for line in rest),
        epoch=date.fromisoformat(head["epoch"]),
        untold=frozenset(Told(one) for one in head["untold"]),
        encoding=head["encoding"],
    )


def _sheet(values: dict[str, Any]) -> Sheet:
    return Sheet(
        values["name"],
        tuple(Row(*row) for row in values["rows"]),
        values["hidden"],
        frozenset(values["columns"]),
        tuple(Merge(*merge) for merge in values["merges"]),
    )
