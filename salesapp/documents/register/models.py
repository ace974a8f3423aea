"""The register of printed sheets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, moment


class PrintedSheet(Base):
    """One print of one sheet: who, when, which copy; the second and later of its kind are reprints (补打).

    ``content`` is the hash of what was printed without the printer's name, time and count: while it stays the
    same, a viewer that loads the sheet again shows this print and does not count as another. ``code`` stands on the
    paper; ``shown`` is what it needs to tell whether the paper is still current: version, language, hashes of the values.
    """

    __tablename__ = "printed_sheet"
    __tracked__ = False
    __table_args__ = (
        UniqueConstraint("form_code", "record_id", "kind", "copy", "archive", "nth"),
        Index("ix_printed_sheet_again", "by_id", "content", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_code: Mapped[str] = mapped_column(String(3))
    record_id: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(40))  # the record's own number, as printed
    kind: Mapped[str] = mapped_column(String(10))  # blank | filled | masked
    copy: Mapped[int] = mapped_column(default=0)  # 第一联 …; 0 on forms without copies
    archive: Mapped[bool] = mapped_column(default=False)
    nth: Mapped[int] = mapped_column(default=1)
    content: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    shown: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    by: Mapped[User | None] = relationship()
