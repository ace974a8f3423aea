"""Imports: taken in, their columns chosen, confirmed, called off, taken back; and carried on by the jobs process (R13).

The worker's steps say what must still hold in one UPDATE: the import stands where it stood, and nobody took it over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from salesapp.accounts.models import User
from salesapp.db import db, reached
from salesapp.prospecting.imports import queries, rules
from salesapp.prospecting.imports.cells.rules import State
from salesapp.prospecting.imports.columns.rules import (
    AMOUNTS,
    guessed,
    is_known,
    names_company,
    source_key,
)
from salesapp.prospecting.imports.keeping import actions as keeping
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.rules import AT_WORK, BEFORE, Status
from salesapp.prospecting.imports.tables import rules as tables
from salesapp.prospecting.imports.verdicts.rules import CHOICES, Choice, Verdict
from salesapp.prospecting.lists.models import ProspectList
from salesapp.prospecting.lists.rules import check_list
from salesapp.reading.tables import headers
from salesapp.reading.tables.book import Workbook
from salesapp.rights.access import check_runs

LEASE = timedelta(minutes=3)  # longer than any step
MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A table that was read, and what it is called."""

    name: str
    book: Workbook


@dataclass(frozen=True, slots=True)
class Kept:
    """A table that is kept in the folder of imports, with the sheet that is probably meant."""

    name: str
    path: str
    laid: tables.Laid


def check_may_begin(of_list: ProspectList, *, by: User) -> None:
    """Refuse a table before it is read: of whoever does not run the list, for a closed one, or one too many."""
    check_runs(of_list, by)
    check_list(closed=not of_list.is_open)
    rules.check_open(queries.open_of(by))


def keep(source: Source) -> Kept:
    """Keep a table, with the sheet and header that are probably meant. It takes long: no transaction is open."""
    place = headers.propose(source.book.sheets, is_known, names_company)
    laid = tables.lay_out(source.book, place or 0)
    return Kept(source.name, keeping.keep(source.book), laid)


def take_in(of_list: ProspectList, kept: Kept, *, by: User, at: datetime) -> ProspectImport:
    """Take a kept table into a list, with the columns that are probably meant."""
    check_may_begin(of_list, by=by)
    found = ProspectImport(
        of_list=of_list, name=kept.name[:200], by_id=by.id, created_at=at, path=kept.path, choices=rules.proposed(),
    )  # fmt: skip
    choose_sheet(found, kept.laid)
    db.session.add(found)
    db.session.flush()
    return found


def choose_sheet(found: ProspectImport, laid: tables.Laid) -> None:
    """Take a sheet and its header; the columns are guessed anew."""
    there, first = laid.header, laid.first
    found.sheet, found.header_first, found.header_last = laid.place, first, laid.last
    found.source_key = source_key(there.heads)
    remembered = queries.remembered(found.source_key, found.by_id) if first else {}
    columns = guessed(there, remembered) if first else laid.by_content
    found.columns = {str(column): field for column, field in columns.items()}
    found.heads = {str(head.column): head.shown for head in there.heads}
    amounts = [head for head in there.heads if columns[head.column] in AMOUNTS]
    found.units = {str(head.column): head.unit or there.unit for head in amounts}


def choose_columns(
    found: ProspectImport, columns: Mapping[int, str], units: Mapping[int, str], *, by: User, total: int
) -> None:
    """Say which column is which field; the table is looked through next."""
    check_runs(found.of_list, by)
    rules.check_status(found.status, *BEFORE)
    heads = {int(column): words for column, words in found.heads.items()}
    found.choose(dict(columns), heads, dict(units))
    found.kept, found.allowed = [], []
    found.begin(Status.JUDGING, by, total)


def back_to_columns(found: ProspectImport) -> None:
    """Choose the columns once more; nothing was changed yet."""
    rules.check_status(found.status, Status.JUDGED)
    found.status = Status.DRAFT


def confirm(found: ProspectImport, choices: Mapping[str, str], *, by: User, total: int) -> None:
    """Let an import run that was looked at, with what is done with each kind of row; with the rights of who says so."""
    check_runs(found.of_list, by)
    rules.check_status(found.status, Status.JUDGED)
    check_list(closed=not found.of_list.is_open)
    allowed = {
        verdict: choice for verdict, choice in choices.items() if choice in CHOICES.get(Verdict(verdict), ())
    }
    found.choices = {**rules.proposed(), **allowed}
    found.begin(Status.RUNNING, by, total)


def cancel(found: ProspectImport, *, at: datetime) -> None:
    """Call an import off: rows that are in stay, and can be taken back."""
    rules.check_status(found.status, Status.DRAFT, Status.JUDGING, Status.JUDGED, Status.RUNNING)
    ran = found.status == Status.RUNNING
    found.status = Status.CANCELLED
    found.finished_at = at if ran else None
    if not ran and found.path:  # there is nothing to take back
        keeping.forget(found.path)


def correct(
    found: ProspectImport,
    numbers: Collection[int],
    ticked: Collection[tuple[int, int]],
    added: Collection[int],
    *,
    by: User,
) -> None:
    """Take over what was ticked on a page of rows: offers that are taken, questions answered with yes, rows that are added."""
    check_runs(found.of_list, by)
    rules.check_status(found.status, Status.JUDGED)
    rows = queries.these_rows(found.id, numbers)
    kept, allowed = (
        {(row, column) for row, column in cells if row not in numbers}
        for cells in (found.kept, found.allowed)
    )
    for row in rows:
        for column, _name, state, *_rest in row.notes:
            place = (row.number, column)
            if state == State.OFFERED and place not in ticked:
                kept.add(place)
            elif state == State.ASKED and place in ticked:
                allowed.add(place)
        choices = CHOICES.get(Verdict(row.verdict), ())
        usual = rules.chosen(row.verdict, found.choices, None)
        if Choice.ADD in choices:
            wish = Choice.ADD if row.number in added else Choice.SKIP
            row.choice = None if wish is usual else wish.value
    found.kept = sorted([row, column] for row, column in kept)
    found.allowed = sorted([row, column] for row, column in allowed)


# ----------------------------------------------------------------------------------------- the worker


@dataclass(frozen=True, slots=True)
class Ticket:
    """An import in a worker's hands; ``attempt`` tells this holder from the next."""

    id: int
    status: str
    attempt: int


def claim(*, at: datetime) -> Ticket | None:
    """Take the next import that has something to do, or whose worker died. Commit before working."""
    free = ProspectImport.status.in_(AT_WORK) & (
        ProspectImport.lease_until.is_(None) | (ProspectImport.lease_until <= at)
    )
    chosen = db.session.execute(
        select(ProspectImport.id, ProspectImport.attempts).where(free).order_by(ProspectImport.id).limit(1)
    ).first()
    if chosen is None:
        return None
    return claim_one(chosen.id, at=at)


def claim_one(import_id: int, *, at: datetime) -> Ticket | None:
    """Take one import, unless somebody has it."""
    free = ProspectImport.lease_until.is_(None) | (ProspectImport.lease_until <= at)
    mine = update(ProspectImport).where(
        ProspectImport.id == import_id, ProspectImport.status.in_(AT_WORK), free
    )
    taken = mine.values(attempts=ProspectImport.attempts + 1, lease_until=at + LEASE)
    if not reached(taken.execution_options(synchronize_session=False)):
        return None
    found = db.session.get_one(ProspectImport, import_id, populate_existing=True)
    return Ticket(found.id, found.status, found.attempts)


def go_on(ticket: Ticket, *, at: datetime, done: int, total: int | None = None) -> bool:
    """Note how far it is and keep the lease; False where it was called off or another worker took over."""
    values: dict[str, Any] = {"done": done, "lease_until": at + LEASE}
    return _held(ticket, **values, **({} if total is None else {"total": total}))


def end(ticket: Ticket, status: Status, *, at: datetime | None = None, error: str | None = None) -> bool:
    """Note that its work is over."""
    values: dict[str, Any] = {"status": status.value, "lease_until": None, "error": error and error[:300]}
    return _held(ticket, **values, **({"finished_at": at} if at else {}))


def _held(ticket: Ticket, **values: Any) -> bool:
    change = update(ProspectImport).where(
        ProspectImport.id == ticket.id,
        ProspectImport.status == ticket.status,
        ProspectImport.attempts == ticket.attempt,
    )
    return bool(reached(change.values(**values).execution_options(synchronize_session=False)))


def forget(*, before: datetime) -> int:
    """Let go of the tables and rows of imports that can no longer be undone; that they were stays."""
    old = db.session.execute(
        select(ProspectImport.id, ProspectImport.path).where(
            func.coalesce(ProspectImport.finished_at, ProspectImport.created_at) < before,
            ProspectImport.path != "",
            ProspectImport.status.not_in(AT_WORK),
        )
    ).all()
    for row in old:
        keeping.forget(row.path)
    ids = [row.id for row in old]
    db.session.execute(delete(ImportRow.__table__).where(ImportRow.import_id.in_(ids)))
    db.session.execute(update(ProspectImport.__table__).where(ProspectImport.id.in_(ids)).values(path=""))
    return len(ids)
