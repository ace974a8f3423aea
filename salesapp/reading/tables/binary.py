"""Workbooks of the older binary kinds (xls, et) and xlsb, by calamine: it reads values, and hides what it does not tell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from salesapp.reading.tables.book import Cell, Kind, Merge, Row, Sheet, Told, Workbook
from salesapp.reading.tables.limits import MOST_SHEETS, Unread, Why
from salesapp.reading.tables.measure import Measure
from salesapp.reading.tables.number_formats import plain


def read(data: bytes, form: str) -> Workbook:
    """Return all sheets of a workbook. A sheet that says it is huge ends the process: let it have one of its own."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        listed = [one for one in workbook.sheets_metadata if str(one.typ).endswith("WorkSheet")]
        if len(listed) > MOST_SHEETS:
            raise Unread(Why.TOO_MANY_SHEETS)
        measure = Measure()
        sheets = [
            _sheet(workbook, one.name, one.visible != SheetVisibleEnum.Visible, measure) for one in listed
        ]
    except PasswordError as error:
        raise Unread(Why.ENCRYPTED) from error
    except CalamineError as error:
        raise Unread(Why.BROKEN) from error
    return Workbook(form, tuple(sheets), untold=frozenset((Told.HIDDEN, Told.ERRORS, Told.FORMATS)))


def _sheet(workbook: CalamineWorkbook, name: str, hidden: bool, measure: Measure) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    measure.start()
    rows = []
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = dict(_cells(values))
        if cells:
            measure.add(cells)
            rows.append(Row.of(number, cells))
    areas = sheet.merged_cell_ranges or ()
    merges = tuple(Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in areas)
    return Sheet(name, tuple(rows), hidden, merges=merges)


def _cells(values: Sequence[Any]) -> Iterator[tuple[int, Cell]]:
    for column, value in enumerate(values, 1):
        found = _cell(value) if value != "" else None
        if found is not None:
            yield column, found


def _cell(value: Any) -> Cell | None:
    if isinstance(value, str):
        return Cell(Kind.TEXT, value) if value.strip() else None
    if isinstance(value, bool):
        return Cell(Kind.TEXT, str(value).upper())
    if isinstance(value, int | float):
        return Cell(Kind.NUMBER, plain(repr(value)))
    if isinstance(value, datetime | date):
        return Cell(Kind.DATE, value.isoformat().removesuffix("T00:00:00"))
    if isinstance(value, time | timedelta):  # a serial below one: no day
        return Cell(Kind.NUMBER, plain(repr(_share_of_day(value))), "hh:mm")
    return None


def _share_of_day(value: time | timedelta) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds() / 86400
    return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
