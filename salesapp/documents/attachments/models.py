"""Files that belong to records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment
from salesapp.documents.attachments.rules import PICTURES
from salesapp.web import storage


def place(sha256: str) -> Path:
    """Return where bytes of this hash stand."""
    return storage.folder("attachments") / sha256[:2] / sha256


def small_place(sha256: str) -> Path:
    """Return where the small picture of bytes of this hash stands; it can be made again and is in no backup."""
    return storage.folder("thumbnails") / sha256[:2] / sha256


class Attachment(Base):
    """A file that belongs to a record; its bytes stand in the data folder under their hash."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_owner", "owner_type", "owner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_type: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int]
    #: What it is to its record, such as the text of a contract; one of many where nothing is said.
    kind: Mapped[str | None] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(String(200))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[moment]
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    uploaded_by: Mapped[User] = relationship()

    @property
    def file(self) -> Path:
        """Where its bytes stand; the same bytes are kept once."""
        return place(self.sha256)

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown small."""
        return self.media_type in PICTURES

    def remove(self, *, at: datetime) -> None:
        """Take it off its record; the row stays for the audit trail, and so do the bytes."""
        self.removed_at = at
