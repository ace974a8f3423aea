"""How the process that reads hands over what it read: lines of JSON, of plain values only: the workbook, its sheets, their rows.

A line each, so that a long table never stands in memory as text and as rows, and rows share the columns that they have alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from salesapp.reading.tables.book import Merge, Row, Sheet, Told, Workbook, together


def packed(book: Workbook) -> Iterator[str]:
    """Yield the lines of a workbook: what it is, then each sheet with its rows."""
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
                "rows": len(sheet.rows),
            }
        )
        yield from map(_line, sheet.rows)


def _line(values: Any) -> str:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")) + "\n"


def unpacked(lines: Iterable[str]) -> Workbook:
    """Return the workbook of such lines."""
    told = map(json.loads, lines)
    head = next(told)
    return Workbook(
        head["form"],
        tuple(_sheet(values, told) for values in told),
        epoch=date.fromisoformat(head["epoch"]),
        untold=frozenset(Told(one) for one in head["untold"]),
        encoding=head["encoding"],
    )


def _sheet(values: dict[str, Any], told: Iterator[Any]) -> Sheet:
    rows, alike = values["rows"], _Alike()
    if isinstance(rows, int):
        found = tuple(map(alike.row, islice(told, rows)))
    else:  # kept by a version that wrote a sheet in one line
        found = tuple(alike.row([*row[:5], together(row[5]), row[6]]) for row in rows)
    return Sheet(
        values["name"],
        found,
        values["hidden"],
        frozenset(values["columns"]),
        tuple(Merge(*merge) for merge in values["merges"]),
    )


class _Alike:
    """Makes rows that share what they have alike: the same columns, the same kinds, the same formats."""

    def __init__(self) -> None:
        self._shared: dict[Any, Any] = {}

    def row(self, told: Sequence[Any]) -> Row:
        """Return a row as it is told."""
        number, line, hidden, columns, kinds, texts, formats = told
        columns, kinds, formats = map(self._one, (tuple(columns), kinds, tuple(formats)))
        return Row(number, line, hidden, columns, kinds, texts, formats)

    def _one(self, value: Any) -> Any:
        return self._shared.setdefault(value, value)
