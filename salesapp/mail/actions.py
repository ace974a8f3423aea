"""A mail's way out: claimed by one process, then sent or put back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update

from salesapp.db import db, reached
from salesapp.mail.models import OutgoingMail
from salesapp.mail.queries import is_due
from salesapp.mail.rules import MAX_ATTEMPTS, delay_after


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
