"""Looking through a table before anything changes: every row gets its verdict, some hundred at a time (R13)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import delete, insert, update

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.prospecting.imports.judging import rules
from salesapp.prospecting.imports.known import queries
from salesapp.prospecting.imports.known.rules import Keys, Kind, Known, Names, Target, keys_of, sound_of
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.tables.queries import opened
from salesapp.prospecting.imports.tables.rules import Line, lines
from salesapp.prospecting.imports.verdicts.rules import Judged, judge

STEP = 500
MOST_JOINED = 100  # rows below one that may be its further people
#: Says how many rows of how many are looked through; answers whether to go on. It ends the transaction.
Going = Callable[[int, int], bool]
ROWS = ImportRow.__table__


def look_through(found: ProspectImport, by: User, names: Names, *, today: date, going: Going) -> bool:
    """Give every row its verdict against customers, lists and the rows above it; False where somebody called it off.

    ``names`` are those of everybody known; the table's own are added to them.
    """
    table = opened(found, apart=True)
    total = sum(1 for _row in table.header.body(table.sheet))
    rows = lines(table.sheet, table.header, table.plan(found, today))
    found.judged_on = today
    db.session.execute(delete(ROWS).where(ROWS.c.import_id == found.id))
    above = Known()
    done = 0
    while step := list(islice(rows, STEP)):
        judged = _judged(step, found.list_id, by, above, names)
        kept = [
            {"import_id": found.id, **rules.kept(line, one)} for line, one in zip(step, judged, strict=True)
        ]
        db.session.execute(insert(ROWS), kept)
        done += len(step)
        if not going(done, total):
            return False
    return bool(done) or going(0, 0)


def _judged(step: Sequence[Line], list_id: int, by: User, above: Known, names: Names) -> list[Judged | None]:
    keys = [keys_of(line.company) if line.company and line.company.name else None for line in step]
    customers, prospects = queries.known([one for one in keys if one], list_id, by)
    found: list[Judged | None] = []
    for line, one in zip(step, keys, strict=True):
        company = line.company
        if company is None:
            found.append(None)
            continue
        found.append(judge(company, one or NO_KEYS, (customers, prospects, above), names))
        if one is not None:
            target = Target(Kind.ROW, line.number, company.name, str(line.number))
            above.add(target, name_key=one.name, code=one.code, mobiles=one.mobiles, numbers=one.numbers)
            names.add(one.core, sound_of(one.core), target)
    return found


NO_KEYS = Keys("", "", None, (), (), ())


def read_again(found: ProspectImport, numbers: Collection[int], *, today: date) -> None:
    """Read some rows anew, after somebody took an offer back or answered a question; their verdicts stay."""
    if not numbers:
        return
    table = opened(found)
    within = range(min(numbers), max(numbers) + MOST_JOINED)
    for line in lines(table.sheet, table.header, table.plan(found, today), within):
        if line.number in numbers and line.company is not None:
            place = (ROWS.c.import_id == found.id) & (ROWS.c.number == line.number)
            db.session.execute(update(ROWS).where(place).values(**rules.content(line.company)))
