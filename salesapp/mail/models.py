"""The outbox: mails leave after the commit, from rows written in the same transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, UTCDateTime, db, line, moment


class OutgoingMail(Base):
    """One mail to one person, sent by the jobs process."""

    __tablename__ = "outgoing_mail"
    __tracked__ = False
    __table_args__ = (Index("ix_outgoing_mail_waiting", "sent_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[line]
    subject: Mapped[line]
    body: Mapped[str] = mapped_column(Text)
    path: Mapped[str | None] = mapped_column(String(200))  # of the page that it speaks of
    about: Mapped[str | None] = mapped_column(String(80))
    once: Mapped[str | None] = mapped_column(String(80), unique=True)
    created_at: Mapped[moment]
    next_try_at: Mapped[moment]
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)


def take_back(path: str, *, at: datetime) -> None:
    """Take back the mails about a page that were kept for later and have not left."""
    kept = select(OutgoingMail).where(OutgoingMail.path == path, OutgoingMail.created_at > at)
    for mail in db.session.scalars(
        kept.where(OutgoingMail.sent_at.is_(None), OutgoingMail.claimed_at.is_(None))
    ):
        db.session.delete(mail)


def queue(
    *,
    to,
    subject: str,
    body: str,
    at: datetime,
    path: str | None = None,
    about: str | None = None,
    once: str | None = None,
) -> OutgoingMail | None:
    """Put a mail to a user in the outbox of the present transaction; nobody without an address gets one.

    ``path`` is the page that it speaks of: its whole address stands at the end when the mail leaves.
    Of the mails with the same ``once`` only the first is queued, whatever else happens: the table refuses a second.
    """
    if not to.email:
        return None
    mail = OutgoingMail(
        to=to.email, subject=subject[:200], body=body, path=path, about=about, once=once, created_at=at,
        next_try_at=at,
    )  # fmt: skip
    if once is None:
        db.session.add(mail)
        return mail
    if db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.once == once)):
        return None
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:  # another process was quicker
        return None
    return mail
