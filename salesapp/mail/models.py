"""The outbox: mails leave after the commit, from rows written in the same transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, UTCDateTime, db, line, moment


class OutgoingMail(Base):
    """One mail to one person, sent by the jobs process."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index("ix_outgoing_mail_waiting", "sent_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[line]
    subject: Mapped[line]
    body: Mapped[str] = mapped_column(Text)
    about: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[moment]
    next_try_at: Mapped[moment]
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)


def queue(*, to, subject: str, body: str, at: datetime, about: str | None = None) -> OutgoingMail | None:
    """Put a mail to a user in the outbox of the present transaction; nobody without an address gets one."""
    if not to.email:
        return None
    mail = OutgoingMail(
        to=to.email, subject=subject[:200], body=body, about=about, created_at=at, next_try_at=at
    )
    db.session.add(mail)
    return mail
