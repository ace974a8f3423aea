"""The table of an import with the header and the columns that were chosen for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesapp.db import let_go
from salesapp.prospecting.imports.columns.rules import is_known
from salesapp.prospecting.imports.keeping.queries import load
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rows.rules import Plan
from salesapp.prospecting.imports.rules import ImportRefused
from salesapp.prospecting.imports.tables.rules import header_of, plan_of
from salesapp.reading.tables.book import Sheet, Workbook
from salesapp.reading.tables.headers import Header
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Opened:
    """A table, the sheet that is taken, its header."""

    book: Workbook
    sheet: Sheet
    header: Header
    taken: tuple[str, int, int, int]  # the path, the sheet, its header

    def is_of(self, found: ProspectImport) -> bool:
        """Whether an import still takes this sheet and header."""
        return self.taken == _taken(found)

    def plan(self, found: ProspectImport, today: date) -> Plan:
        """Return how the rows are read, with what was taken back and what was allowed."""
        units = {int(column): unit for column, unit in found.units.items()}
        plan = plan_of(self.book, self.header, found.mapping, today=today, units=units)
        kept = frozenset((row, column) for row, column in found.kept)
        allowed = frozenset((row, column) for row, column in found.allowed)
        return Plan(plan.columns, plan.units, plan.today, plan.epoch, plan.unnamed, kept, allowed)


def opened(found: ProspectImport, *, apart: bool = False) -> Opened:
    """Return the table of an import; raises ImportRefused where it is gone.

    ``apart``: nothing was written yet, and the transaction ends before the table is read, which takes long.
    """
    taken = path, place, first, last = _taken(found)
    if apart:
        let_go()
    book = load(path)
    if book is None:
        raise ImportRefused(_("The table is gone from the server. Choose it once more."))
    sheet = book.sheets[min(place, len(book.sheets) - 1)]
    return Opened(book, sheet, header_of(sheet, first, last, is_known), taken)


def _taken(found: ProspectImport) -> tuple[str, int, int, int]:
    return found.path, found.sheet, found.header_first, found.header_last
