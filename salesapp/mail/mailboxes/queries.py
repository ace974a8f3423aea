"""Mail accounts, read: whose letters leave through what."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.db import db
from salesapp.mail.mailboxes.models import Mailbox


def of_person(user_id: int) -> Mailbox | None:
    """Return a person's own account."""
    return db.session.scalar(select(Mailbox).where(Mailbox.user_id == user_id))
