"""What is read of the print register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.forms.shape import FormSpec
from salesapp.documents.register.models import PrintedSheet


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


def latest_prints(user: User, limit: int = 20) -> list[Print]:
    """Return this person's latest prints, newest first."""
    query = (
        select(PrintedSheet, func.coalesce(User.name, ""))
        .outerjoin(User, User.id == PrintedSheet.by_id)
        .where(PrintedSheet.by_id == user.id)
        .order_by(PrintedSheet.id.desc())
        .limit(limit)
    )
    return [
        Print(
            registry.form(sheet.form_code),
            sheet.record_id,
            sheet.number,
            sheet.kind,
            sheet.copy,
            sheet.nth,
            by,
            sheet.at,
        )
        for sheet, by in db.session.execute(query)
    ]


def same_print(user: User | None, content: str, since: datetime) -> tuple[int, datetime, str] | None:
    """Return the count, time and code of this person's print of the same content since a moment, or None."""
    row = db.session.execute(
        select(PrintedSheet.nth, PrintedSheet.at, PrintedSheet.code)
        .where(
            PrintedSheet.by_id == (user.id if user else None),
            PrintedSheet.content == content,
            PrintedSheet.at >= since,
            PrintedSheet.code.is_not(None),
        )
        .order_by(PrintedSheet.id.desc())
        .limit(1)
    ).first()
    return (row.nth, row.at, str(row.code)) if row else None


def code_of_blank(content: str) -> str | None:
    """Return the code that a blank sheet was given when it was drawn, or None for one that was never printed."""
    query = select(PrintedSheet.code).where(
        PrintedSheet.content == content, PrintedSheet.kind == "blank", PrintedSheet.code.is_not(None)
    )
    return db.session.scalar(query.order_by(PrintedSheet.id).limit(1))


def by_code(code: str) -> PrintedSheet | None:
    """Return the print that carries a code."""
    return db.session.scalar(select(PrintedSheet).where(PrintedSheet.code == code))


def reprints_since(sheet: PrintedSheet) -> int:
    """Return how many prints of the same sheet were made after one."""
    query = select(func.count()).where(
        PrintedSheet.form_code == sheet.form_code,
        PrintedSheet.record_id == sheet.record_id,
        PrintedSheet.kind == sheet.kind,
        PrintedSheet.copy == sheet.copy,
        PrintedSheet.archive.is_(sheet.archive),
        PrintedSheet.id > sheet.id,
    )
    return db.session.scalar(query) or 0


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
