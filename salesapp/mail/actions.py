"""A mail's way out: claimed by one process, then sent or put back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update

from salesapp.db import db, reached
from salesapp.mail.models import OutgoingMail
from salesapp.mail.queries import did_not_leave, is_due
from salesapp.mail.rules import DOWN, MAX_ATTEMPTS, delay_after


def claim(mail_id: int, *, at: datetime) -> OutgoingMail | None:
    """Take one mail in hand; None where another process has it, or it has left. Commit before sending it."""
    taken = reached(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, is_due(at))
        .values(claimed_at=at, attempts=OutgoingMail.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return db.session.get(OutgoingMail, mail_id, populate_existing=True) if taken else None


def mark_sent(mail: OutgoingMail, *, at: datetime) -> None:
    """Note that the server took the mail."""
    mail.sent_at, mail.claimed_at, mail.last_error = at, None, None


def mark_failed(mail: OutgoingMail, error: str, *, at: datetime, for_good: bool) -> None:
    """Put a mail back to be tried later, or give it up: refused for good, or failed eight times."""
    mail.claimed_at, mail.last_error = None, error[:500]
    delay = None if for_good else delay_after(mail.attempts)
    if delay is None:
        mail.attempts = MAX_ATTEMPTS
    else:
        mail.next_try_at = at + delay


def put_back(mail: OutgoingMail, error: str, *, at: datetime) -> None:
    """Let a mail wait whose server could not be reached: that was no try, and the others come first in the next round."""
    mail.claimed_at, mail.last_error = None, error[:500]
    mail.attempts, mail.next_try_at = max(0, mail.attempts - 1), at + DOWN


def try_again(mail_id: int | None, *, at: datetime) -> int:
    """Let a mail that did not leave, or all of them, be tried anew from the beginning; return how many."""
    left = update(OutgoingMail).where(did_not_leave(at))
    if mail_id is not None:
        left = left.where(OutgoingMail.id == mail_id)
    return reached(left.values(attempts=0, next_try_at=at).execution_options(synchronize_session=False))


def forget(*, before: datetime) -> int:
    """Remove mails that left before a moment, and those that were given up and written before it.

    Of one that is to be written once only its words go: that it was written is kept, so that it is not written again.
    """
    old = (OutgoingMail.sent_at < before) | (
        OutgoingMail.sent_at.is_(None)
        & (OutgoingMail.created_at < before)
        & (OutgoingMail.attempts >= MAX_ATTEMPTS)
    )
    emptied = update(OutgoingMail).where(old, OutgoingMail.once.is_not(None), OutgoingMail.body != "")
    gone = reached(delete(OutgoingMail).where(old, OutgoingMail.once.is_(None)))
    return gone + reached(emptied.values(subject="", body="", path=None))


def withdraw(about: str, *, before: datetime) -> int:
    """Take the mails about something back that have not left and were written before a moment; return how many.

    What a process has in hand is let go.
    """
    return reached(
        delete(OutgoingMail)
        .where(OutgoingMail.about == about, OutgoingMail.created_at < before)
        .where(OutgoingMail.sent_at.is_(None), OutgoingMail.claimed_at.is_(None))
        .execution_options(synchronize_session=False)
    )
