"""Looking through a table before anything changes: every row gets its verdict, some hundred at a time (R13)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from sqlalchemy import delete, insert, update

from salesapp.accounts.models import User
from salesapp.db import db, let_go, reading
from salesapp.prospecting.imports.judging import rules
from salesapp.prospecting.imports.known import queries
from salesapp.prospecting.imports.known.rules import Keys, Kind, Known, Names, Ref, Target, keys_of
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.rules import check_same
from salesapp.prospecting.imports.tables.queries import Opened, opened
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
    with reading():
        import_id, list_id = found.id, found.list_id
        table = opened(found, apart=True)
        rows = lines(table.sheet, table.header, table.plan(found, today))
        let_go()
    total = sum(1 for _row in table.header.body(table.sheet))
    above, done, on = Known(), 0, True
    while on:
        step = list(islice(rows, STEP))
        with reading():  # judging takes long: others write meanwhile
            judged = _judged(step, list_id, by, above, names)
            let_go()
        if not done:
            _begin(import_id, today)
        if step:
            kept = (rules.kept(line, one) for line, one in zip(step, judged, strict=True))
            db.session.execute(insert(ROWS), [{"import_id": import_id, **one} for one in kept])
        done += len(step)
        on = going(done, total)
        if len(step) < STEP:
            return on
    return False


def _begin(import_id: int, today: date) -> None:
    """Forget what was found when the table was looked through before."""
    db.session.execute(delete(ROWS).where(ROWS.c.import_id == import_id))
    of_import = update(ProspectImport).where(ProspectImport.id == import_id)
    db.session.execute(of_import.values(judged_on=today).execution_options(synchronize_session=False))


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
            above.add(
                target,
                name_key=one.name,
                code=one.code,
                mobiles=one.mobiles,
                numbers=one.numbers,
                core=one.core,
            )
            names.add(one.core, target)
    return _named(found, by)


def _named(found: Sequence[Judged | None], by: User) -> list[Judged | None]:
    """Return the verdicts with who it is that they are about."""
    refs = {one.target for one in found if one is not None and isinstance(one.target, Ref)}
    who = queries.named(refs, by) if refs else {}
    return [
        replace(one, target=who.get(one.target)) if one is not None and isinstance(one.target, Ref) else one
        for one in found
    ]


NO_KEYS = Keys("", "", None, (), (), ())


def read_again(found: ProspectImport, table: Opened, numbers: Collection[int], *, today: date) -> None:
    """Read some rows anew, after somebody took an offer back or answered a question; their verdicts stay."""
    if not numbers:
        return
    check_same(same=table.is_of(found))
    within = range(min(numbers), max(numbers) + MOST_JOINED)
    for line in lines(table.sheet, table.header, table.plan(found, today), within):
        if line.number in numbers and line.company is not None:
            place = (ROWS.c.import_id == found.id) & (ROWS.c.number == line.number)
            db.session.execute(update(ROWS).where(place).values(**rules.content(line.company)))
