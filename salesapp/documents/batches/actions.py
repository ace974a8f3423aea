"""Many sheets in one file: ordered and called off by a person, taken up and carried on by the jobs process (3.16).

The worker's steps are single UPDATE statements that say what must still hold: not called off, not taken over.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.batches import rules
from salesapp.documents.batches.models import PrintBatch, Ticket
from salesapp.documents.batches.rules import OPEN, BatchRefused, Status
from salesapp.documents.forms import registry
from salesapp.web import storage
from salesapp.web.params import LARGEST_ID
from salesapp.words import gettext as _

LEASE = timedelta(minutes=5)  # longer than any one sheet, its renderer's start included
MOST_ATTEMPTS = 3


def order(code: str, record_ids: Sequence[int], *, masked: bool, by: User, at: datetime) -> PrintBatch:
    """Put sheets of one form in line to be printed together; what this person may not see is left out and named.

    Raises BatchRefused where nothing is left, where it is too much, or where the form has only single sheets.
    """
    selection = rules.selection_of(code)
    wanted = list(dict.fromkeys(record_ids))
    rules.check_batch(len(wanted), _open_of(by))
    possible = [one_id for one_id in wanted if 0 < one_id <= LARGEST_ID]
    seen = {pick.id: pick for pick in selection.named(code, by, possible)}
    if not seen:
        raise BatchRefused(_("None of these records is there for you to see."), field="records")
    batch = PrintBatch(
        form_code=code,
        records=[[one_id, seen[one_id].number] for one_id in wanted if one_id in seen],
        left_out=[
            [_("Record no. %(id)s", id=one_id), rules.unseen()] for one_id in wanted if one_id not in seen
        ],
        masked=masked,
        by_id=by.id,
        created_at=at,
        status=Status.WAITING,
        total=len(seen),
        path=secrets.token_hex(16),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def order_blanks(code: str, count: int, *, compact: bool, by: User, at: datetime) -> PrintBatch:
    """Put blank sheets of one form in line, each with a number of its own, so that a photograph says which it is."""
    if code not in registry.CODES:
        raise BatchRefused(_("There is no such form."), field="form_code")
    rules.check_batch(count, _open_of(by))
    batch = PrintBatch(
        form_code=code,
        records=[[rules.BLANK, str(place)] for place in range(1, count + 1)],
        compact=compact,
        by_id=by.id,
        created_at=at,
        status=Status.WAITING,
        total=count,
        path=secrets.token_hex(16),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def _open_of(user: User) -> int:
    query = select(func.count()).where(PrintBatch.by_id == user.id, PrintBatch.status.in_(OPEN))
    return db.session.scalar(query) or 0


def cancel(batch: PrintBatch, *, at: datetime) -> None:
    """Call off what is not printed yet; sheets already printed stay in the register."""
    if not _set(
        PrintBatch.id == batch.id, PrintBatch.status.in_(OPEN), status=Status.CANCELLED, finished_at=at
    ):
        raise BatchRefused(_("It is finished already; there is nothing left to cancel."))
    db.session.refresh(batch)


# ----------------------------------------------------------------------------------------- the worker


def claim(*, at: datetime) -> Ticket | None:
    """Take the next batch in line, or one whose worker died; None where nothing waits or another worker prints.

    One batch is printed at a time, so that mails and other jobs keep a worker. Commit before printing.
    """
    other = aliased(PrintBatch)
    busy = select(other.id).where(other.status == Status.RUNNING, other.lease_until > at).exists()
    free = (PrintBatch.status == Status.WAITING) | (
        (PrintBatch.status == Status.RUNNING) & (PrintBatch.lease_until <= at)
    )
    batch_id = db.session.scalar(select(PrintBatch.id).where(free, ~busy).order_by(PrintBatch.id).limit(1))
    mine = {"status": Status.RUNNING, "attempts": PrintBatch.attempts + 1, "lease_until": at + LEASE}
    if batch_id is None or not _set(PrintBatch.id == batch_id, free, **mine):
        return None
    return db.session.get_one(PrintBatch, batch_id, populate_existing=True).ticket()


def carry_on(ticket: Ticket, done: int, left_out: Sequence[tuple[str, str]], *, at: datetime) -> bool:
    """Note how far it is and keep the lease; False where it was called off or another worker took over."""
    left = [[what, why] for what, why in left_out]
    return _held(ticket, done=done, left_out=left, lease_until=at + LEASE)


def finish(ticket: Ticket, *, sha256: str, size: int, pages: int, at: datetime) -> bool:
    """Note the finished file; False where the batch was called off meanwhile."""
    return _held(ticket, status=Status.DONE, sha256=sha256, size=size, pages=pages, finished_at=at)


def fail(ticket: Ticket, error: str, *, at: datetime) -> bool:
    """Note why nothing came of it."""
    return _held(ticket, status=Status.FAILED, error=error[:300], finished_at=at)


def forget(*, before: datetime) -> int:
    """Forget the batches ordered before a moment, their files first; return how many went."""
    rows = db.session.execute(
        select(PrintBatch.id, PrintBatch.path).where(PrintBatch.created_at < before)
    ).all()
    for row in rows:
        shutil.rmtree(storage.folder("batches") / row.path, ignore_errors=True)
    forgotten = delete(PrintBatch).where(PrintBatch.id.in_([row.id for row in rows]))
    db.session.execute(forgotten.execution_options(synchronize_session=False))
    return len(rows)


def _held(ticket: Ticket, **values: Any) -> bool:
    held = (
        PrintBatch.id == ticket.id,
        PrintBatch.status == Status.RUNNING,
        PrintBatch.attempts == ticket.attempt,
    )
    return _set(*held, **values)


def _set(*conditions: Any, **values: Any) -> bool:
    change = update(PrintBatch).where(*conditions).values(**values)
    done = db.session.execute(change.execution_options(synchronize_session=False))
    return bool(cast(CursorResult, done).rowcount)
