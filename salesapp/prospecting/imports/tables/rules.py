"""The rows of a sheet as they are imported: companies with their people, and rows that are none, each with why. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from salesapp.prospecting.imports.columns.rules import NAME, by_content, is_known
from salesapp.prospecting.imports.reading.rules import read
from salesapp.prospecting.imports.rows.rules import Company, Plan
from salesapp.reading.tables import headers
from salesapp.reading.tables.book import Row, Sheet, Workbook, letters
from salesapp.reading.tables.headers import Header, Known, at, without
from salesapp.reading.tables.leftovers import Passed, filled_down, passed_over
from salesapp.words import lazy_gettext as _l

SAMPLE = 30  # rows by which a column without a header is told
PASSED_LABELS = {
    Passed.SUM: _l("a sum"),
    Passed.NOTE: _l("a note"),
    Passed.HEADER: _l("the header once more"),
    Passed.NOTHING: _l("nothing in it"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a company, one more line of the company above (``joined`` is its row), or passed over."""

    number: int
    line: int | None
    company: Company | None = None
    passed: Passed | None = None
    joined: int | None = None


def plan_of(
    book: Workbook,
    header: Header,
    columns: Mapping[int, str],
    *,
    today: date,
    units: Mapping[int, str] | None = None,
) -> Plan:
    """Return how the rows below a header are read; a column without a unit of its own has the table's."""
    own = {head.column: head.unit or header.unit for head in header.heads}
    return Plan(columns, {**own, **(units or {})}, today, book.epoch, header.unnamed)


def lines(sheet: Sheet, header: Header, plan: Plan, within: range | None = None) -> Iterator[Line]:
    """Yield every row below the header, or some of them; rows that share the company's merged cell are its further people."""
    key = next(iter(plan.of(NAME)), None)
    waiting: list[Line] = []
    body = tuple(row for row in header.body(sheet) if within is None or row.number in within)
    for filled in filled_down(sheet, body):
        line = _line(filled.row, header, plan, key)
        above = filled.above.get(key or 0)
        head = waiting[0].company if waiting else None
        if above is not None and line.company and head is not None and head.number == above:
            head.people += line.company.people
            head.notes += [
                note for note in line.company.notes if note.field in ("contact", "mobile", "email")
            ]
            waiting.append(Line(line.number, line.line, joined=above))
            continue
        yield from waiting
        waiting = [line]
    yield from waiting


def _line(row: Row, header: Header, plan: Plan, key: int | None) -> Line:
    passed = passed_over(row, header, key)
    if passed is not None:
        return Line(row.number, row.line, passed=passed)
    return Line(row.number, row.line, read(row, plan))


def header_of(sheet: Sheet, first: int, last: int, known: Known) -> Header:
    """Return the header that stands in these rows; 0 is a table without one, whose columns have letters."""
    found = at(sheet, first, last, known) if first else None
    if found is not None:
        return found
    columns = sorted({column for row in sheet.rows for column in row.columns})
    return without(sheet, [letters(column) for column in columns])


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet with its header, and what its columns are by their words, or by what stands in them."""

    place: int
    first: int
    last: int
    header: Header
    by_content: dict[int, str]


def lay_out(book: Workbook, place: int, header: tuple[int, int] | None = None) -> Laid:
    """Return a sheet with its header, which is looked for where nobody said it."""
    sheet = book.sheets[min(place, len(book.sheets) - 1)]
    told = headers.find(sheet, is_known) if header is None else None
    first, last = header or ((told.first, told.last) if told else (0, 0))
    there = header_of(sheet, first, last, is_known)
    return Laid(place, first, last, there, {} if first else by_content(_samples(sheet)))


def _samples(sheet: Sheet) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in sheet.rows[:SAMPLE]:
        for column, cell in row.cells.items():
            found.setdefault(column, []).append(cell.text)
    return found
