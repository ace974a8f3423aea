"""What is read of imports: one, those of a list, its rows by verdict, how it read this source before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.rules import BEFORE, Status
from salesapp.prospecting.lists.models import ProspectList
from salesapp.rights.access import runs
from salesapp.web import pages, params

PAGE = 50


def find(import_id: int, user: User) -> ProspectImport | None:
    """Return an import of one's own, or into a list that one runs."""
    query = select(ProspectImport).where(ProspectImport.id == import_id)
    of_list = joinedload(ProspectImport.of_list).joinedload(ProspectList.owner)
    found = db.session.scalar(query.options(joinedload(ProspectImport.by), of_list))
    return found if found is not None and (found.by_id == user.id or runs(found.of_list, user)) else None


def find_list(list_id: int, user: User) -> ProspectList | None:
    """Return a list that a person may fill."""
    query = select(ProspectList).where(ProspectList.id == list_id).options(joinedload(ProspectList.owner))
    found = db.session.scalar(query)
    return found if found is not None and runs(found, user) else None


def of_list(list_id: int, limit: int = 20) -> Sequence[ProspectImport]:
    """Return the imports into a list, the newest first."""
    query = (
        select(ProspectImport).where(ProspectImport.list_id == list_id).options(joinedload(ProspectImport.by))
    )
    return db.session.scalars(query.order_by(ProspectImport.id.desc()).limit(limit)).all()


def own(user: User, after: str | None, size: int = 20) -> pages.Page[ProspectImport]:
    """Return a page of the imports of one person into all lists, the newest first."""
    query = select(ProspectImport).where(ProspectImport.by_id == user.id)
    beyond = pages.read(after, params.record_id)
    if beyond is not None:
        query = query.where(ProspectImport.id < beyond[0])
    query = query.options(joinedload(ProspectImport.of_list)).order_by(ProspectImport.id.desc())
    return pages.cut(db.session.scalars(query.limit(size + 1)).all(), size, lambda row: (row.id,))


def outcomes(import_ids: Collection[int]) -> Mapping[int, Mapping[str, int]]:
    """Return what the rows of some imports came to: how many of each import and outcome."""
    query = select(ImportRow.import_id, ImportRow.outcome, func.count()).where(
        ImportRow.import_id.in_(import_ids), ImportRow.outcome.is_not(None)
    )
    found: dict[int, dict[str, int]] = {}
    for import_id, outcome, count in db.session.execute(
        query.group_by(ImportRow.import_id, ImportRow.outcome)
    ):
        found.setdefault(import_id, {})[outcome or ""] = count
    return found


def open_of(user: User) -> int:
    """Return how many imports of somebody are under way."""
    query = select(func.count()).where(
        ProspectImport.by_id == user.id, ProspectImport.status.in_((*BEFORE, Status.RUNNING))
    )
    return db.session.scalar(query) or 0


def remembered(source_key: str, user_id: int) -> Mapping[str, str]:
    """Return the field of each column as this person last chose it for this source, by what the column is called."""
    query = select(ProspectImport).where(
        ProspectImport.source_key == source_key,
        ProspectImport.by_id == user_id,
        ProspectImport.status != Status.DRAFT.value,
    )
    last = db.session.scalar(query.order_by(ProspectImport.id.desc()).limit(1))
    return {words: last.columns.get(column, "") for column, words in last.heads.items()} if last else {}


def counts(import_id: int, by: str = "verdict") -> dict[str, int]:
    """Return how many rows have each verdict, or came to each outcome."""
    column = ImportRow.verdict if by == "verdict" else ImportRow.outcome
    query = select(column, func.count()).where(ImportRow.import_id == import_id).group_by(column)
    return {name: count for name, count in db.session.execute(query) if name}


def rows(import_id: int, verdict: str = "", after: int = 0) -> Sequence[ImportRow]:
    """Return a page of rows, one more than is shown where there are more."""
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.number > after)
    query = query.where(ImportRow.verdict == verdict) if verdict else query
    return db.session.scalars(query.order_by(ImportRow.number).limit(PAGE + 1)).all()


def these_rows(import_id: int, numbers: Collection[int]) -> Sequence[ImportRow]:
    """Return some rows by their numbers."""
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.number.in_(numbers))
    return db.session.scalars(query.order_by(ImportRow.number)).all()


def all_rows(import_id: int) -> Sequence[ImportRow]:
    """Return all rows, to see which of them or of their cells were not taken."""
    query = select(ImportRow).where(ImportRow.import_id == import_id).order_by(ImportRow.number)
    return db.session.scalars(query.execution_options(yield_per=1000)).all()


def next_rows(import_id: int, size: int) -> Sequence[ImportRow]:
    """Return the next rows of which nothing came yet."""
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.outcome.is_(None))
    return db.session.scalars(query.order_by(ImportRow.number).limit(size)).all()


def changed_rows(import_id: int, outcomes: Sequence[str], size: int) -> Sequence[ImportRow]:
    """Return the last rows that changed something, the latest first."""
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.outcome.in_(outcomes))
    return db.session.scalars(query.order_by(ImportRow.number.desc()).limit(size)).all()


def status_of(import_id: int) -> str | None:
    """Return how far an import is now."""
    return db.session.scalar(select(ProspectImport.status).where(ProspectImport.id == import_id))
