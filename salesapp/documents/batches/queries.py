"""What is read of sheets printed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.batches.models import PrintBatch, Ticket
from salesapp.documents.batches.rules import BLANK, MOST_SHEETS, OPEN, Pick, Status, selection_of


def picks(code: str, user: User, asked: Mapping[str, str]) -> Sequence[Pick]:
    """Return the records of a form that an address asks for, one more than are printed at once where there are more."""
    return selection_of(code).find(code, user, asked, MOST_SHEETS + 1)


def find(batch_id: int, user: User) -> PrintBatch | None:
    """Return sheets that this person had printed together; those of others are nobody's to see."""
    return db.session.scalar(select(PrintBatch).where(PrintBatch.id == batch_id, PrintBatch.by_id == user.id))


def latest(user: User, limit: int = 5) -> Sequence[PrintBatch]:
    """Return what this person had printed together of late, newest first."""
    query = select(PrintBatch).where(PrintBatch.by_id == user.id).order_by(PrintBatch.id.desc()).limit(limit)
    return db.session.scalars(query).all()


def ahead_of(batch: PrintBatch) -> int:
    """Return how many batches, of whomever, are printed before one that waits."""
    if batch.status != Status.WAITING:
        return 0
    query = select(func.count()).where(PrintBatch.id < batch.id, PrintBatch.status.in_(OPEN))
    return db.session.scalar(query) or 0


def status_of(ticket: Ticket) -> str | None:
    """Return how the batch stands now; None where it was forgotten."""
    return db.session.scalar(select(PrintBatch.status).where(PrintBatch.id == ticket.id))


def is_seen_still(batch: PrintBatch, user: User) -> bool:
    """Tell whether a person may still see every record of which sheets were printed: a right that was lost takes them along."""
    ids = {one_id for one_id, _number in batch.records} - {BLANK}
    return not ids or ids <= {
        pick.id for pick in selection_of(batch.form_code).named(batch.form_code, user, ids)
    }
