"""What the print register and the forms page read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents import registry
from salesapp.documents.models import PrintedSheet
from salesapp.documents.shape import FormSpec


@dataclass(frozen=True, slots=True)
class Print:
    """One line of the print register."""

    form: FormSpec
    record_id: int | None
    number: str | None
    kind: str
    copy: int
    nth: int
    by: str
    at: datetime


def forms_of(process: int) -> list[FormSpec]:
    """Return the standard forms that a process of the guide uses, in order."""
    return [form for form in registry.forms().values() if process in form.process]


def latest_prints(user: User, limit: int = 20) -> list[Print]:
    """Return this person's latest prints, newest first."""
    return _prints(PrintedSheet.by_id == user.id, limit=limit)


def prints_of(form_codes: Sequence[str], record_id: int, limit: int = 50) -> list[Print]:
    """Return who printed the sheets of one record, newest first; the caller has shown that the record may be seen."""
    return _prints(PrintedSheet.form_code.in_(form_codes), PrintedSheet.record_id == record_id, limit=limit)


def _prints(*conditions, limit: int) -> list[Print]:
    columns = (
        PrintedSheet.form_code,
        PrintedSheet.record_id,
        PrintedSheet.number,
        PrintedSheet.kind,
        PrintedSheet.copy,
        PrintedSheet.nth,
        func.coalesce(User.name, ""),
        PrintedSheet.at,
    )
    rows = db.session.execute(
        select(*columns)
        .outerjoin(User, User.id == PrintedSheet.by_id)
        .where(*conditions)
        .order_by(PrintedSheet.id.desc())
        .limit(limit)
    )
    return [Print(registry.form(code), *rest) for code, *rest in rows]


def same_print(user: User | None, content: str, since: datetime) -> tuple[int, datetime] | None:
    """Return the count and time of this person's print of the same content since a moment, or None."""
    row = db.session.execute(
        select(PrintedSheet.nth, PrintedSheet.at)
        .where(
            PrintedSheet.by_id == (user.id if user else None),
            PrintedSheet.content == content,
            PrintedSheet.at >= since,
        )
        .order_by(PrintedSheet.id.desc())
        .limit(1)
    ).first()
    return (row.nth, row.at) if row else None


def printed_count(form_code: str, record_id: int | None, kind: str, copy: int, archive: bool) -> int:
    """Return how often a sheet was printed so far; each kind, copy and variant of a record is counted by itself."""
    return (
        db.session.scalar(
            select(func.max(PrintedSheet.nth)).where(
                PrintedSheet.form_code == form_code,
                PrintedSheet.record_id == record_id,
                PrintedSheet.kind == kind,
                PrintedSheet.copy == copy,
                PrintedSheet.archive.is_(archive),
            )
        )
        or 0
    )
