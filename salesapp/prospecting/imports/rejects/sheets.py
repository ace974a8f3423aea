"""What was not taken, back as a workbook: the table's own columns, and why."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from salesapp.prospecting.imports.cells.rules import State
from salesapp.prospecting.imports.judging.rules import label
from salesapp.prospecting.imports.known.rules import somebody
from salesapp.prospecting.imports.models import ImportRow
from salesapp.prospecting.imports.rules import Outcome
from salesapp.prospecting.imports.tables.queries import Opened
from salesapp.prospecting.imports.verdicts.rules import VERDICT_LABELS, Verdict
from salesapp.web import workbook
from salesapp.words import gettext as _

WIDTH, WIDE = 18, 60
NO_NAME = re.compile(
    r"[\\*?:/\[\]\x00-\x1f]"
)  # signs that other programs allow in the name of a sheet, not this one


def rejected(rows: Sequence[ImportRow], table: Opened, hidden: Collection[int]) -> tuple[io.BytesIO, int]:
    """Return the workbook of rows and cells that were not taken, and how many rows it has.

    Of the rows in ``hidden`` the reader may not know whom they agree with.
    """
    heads = [(head.shown, WIDTH) for head in table.header.heads]
    columns = [*heads, (_("Why"), WIDE), (_("Row of the table"), WIDTH)]
    title = NO_NAME.sub(" ", table.sheet.name)[:31].strip(" '") or _("Not taken")
    return workbook.write(title, columns, _lines(rows, table, hidden), kept=1)


def _lines(rows: Sequence[ImportRow], table: Opened, hidden: Collection[int]) -> Iterator[list[Any]]:
    cells = {row.number: row for row in table.sheet.rows}
    for row in rows:
        why = reasons(row, row.number in hidden)
        here = cells.get(row.number)
        if why and here is not None:
            yield [*(here.cell(head.column).shown for head in table.header.heads), "；".join(why), row.number]


def reasons(row: ImportRow, hidden: bool = False) -> list[str]:
    """Return why a row, or cells of it, were not taken; nothing where all of it was."""
    if row.verdict == Verdict.PASSED or row.outcome in (Outcome.UNDONE, Outcome.KEPT):
        return []
    found = []
    if row.verdict == Verdict.REFUSED:
        found.append(row.words)
    elif row.outcome == Outcome.SKIPPED:
        known = (somebody(),) if hidden else (row.target_words, row.words)
        parts = (VERDICT_LABELS[Verdict(row.verdict)], *known)
        found.append(" ".join(str(part) for part in parts if part))
    not_taken = (State.EMPTY.value, State.ASKED.value)
    found += [f"{label(note[1])}：{note[5]}" for note in row.notes if note[2] in not_taken]
    return found
