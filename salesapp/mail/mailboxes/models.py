"""The mail accounts of people: letters to customers leave through them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import DERIVED, SECRET, Base, UTCDateTime, line, moment
from salesapp.mail.mailboxes.rules import Way


class Mailbox(Base):
    """One person's mailbox. Its password is sealed with the installation's key, which no backup holds."""

    __tablename__ = "mailbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    sender: Mapped[line]
    host: Mapped[line]
    port: Mapped[int]
    security: Mapped[str] = mapped_column(String(20))
    login: Mapped[line]
    secret: Mapped[str] = mapped_column(Text, info=SECRET)
    created_at: Mapped[moment]
    #: When the server last refused the account itself, and what it said: its letters wait until it is saved anew.
    stopped_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    said: Mapped[str | None] = mapped_column(Text, info=DERIVED)
    version: Mapped[int] = mapped_column(default=1)

    user: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def way(self) -> Way:
        """The server it sends through."""
        return Way(self.host, self.port, self.security)

    def stop(self, said: str, *, at: datetime) -> None:
        """Send nothing more through it until it is saved anew: each further try with a wrong password locks the mailbox."""
        self.stopped_at, self.said = at, said[:500]
