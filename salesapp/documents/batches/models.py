"""Sheets printed together, and what the process that prints them holds in its hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment
from salesapp.documents.batches.rules import BLANK, OPEN, STATUS_LABELS, Status
from salesapp.web import storage

FILE = "sheets.pdf"


class PrintBatch(Base):
    """Sheets of one form, printed one after another into one PDF by the jobs process.

    ``records`` holds [id, number] as the person saw them when they chose, [0, place] where blank sheets are printed;
    ``left_out`` holds [what, why]. Whoever holds
    the lease prints; ``attempts`` counts the holders, so that one who lost it cannot go on.
    """

    __tablename__ = "print_batch"
    __tracked__ = False
    __table_args__ = (
        Index("ix_print_batch_line", "status", "id"),
        Index("ix_print_batch_mine", "by_id", "id"),
        Index("ix_print_batch_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_code: Mapped[str] = mapped_column(String(3))
    records: Mapped[list[Any]] = mapped_column(JSON)
    masked: Mapped[bool] = mapped_column(default=False)
    compact: Mapped[bool] = mapped_column(default=False)  # of blank sheets: without the instructions
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    status: Mapped[str] = mapped_column(String(10), default=Status.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    left_out: Mapped[list[Any]] = mapped_column(JSON, default=list)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    path: Mapped[str] = mapped_column(String(40))  # below the folder of batches
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(BigInteger)
    pages: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(300))

    by: Mapped[User] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether sheets are still to be printed."""
        return self.status in OPEN

    @property
    def is_running(self) -> bool:
        """Whether a printer works on it now."""
        return self.status == Status.RUNNING

    @property
    def is_done(self) -> bool:
        """Whether its file was bound."""
        return self.status == Status.DONE

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status == Status.CANCELLED

    @property
    def is_blank(self) -> bool:
        """Whether its sheets are blank, each with a number of its own."""
        return bool(self.records) and self.records[0][0] == BLANK

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return str(STATUS_LABELS[Status(self.status)])

    @property
    def folder(self) -> Path:
        """Where its parts and its file lie."""
        return storage.folder("batches") / self.path

    @property
    def file(self) -> Path:
        """The sheets bound together; they are there once the batch is done."""
        return self.folder / FILE

    def ticket(self) -> Ticket:
        """Return what its worker needs to know of it, as it stands now."""
        return Ticket(
            id=self.id,
            attempt=self.attempts,
            form_code=self.form_code,
            records=tuple((record_id, number) for record_id, number in self.records),
            masked=self.masked,
            compact=self.compact,
            by_id=self.by_id,
            done=self.done,
            left_out=tuple((what, why) for what, why in self.left_out),
            folder=self.folder,
        )


@dataclass(frozen=True, slots=True)
class Ticket:
    """A batch in a worker's hands, as it stood when it was claimed; ``attempt`` tells this holder from the next."""

    id: int
    attempt: int
    form_code: str
    records: tuple[tuple[int, str], ...]
    masked: bool
    compact: bool
    by_id: int
    done: int
    left_out: tuple[tuple[str, str], ...]
    folder: Path

    @property
    def file(self) -> Path:
        """The sheets bound together."""
        return self.folder / FILE

    def part(self, position: int) -> Path:
        """Return where one of its sheets waits to be bound."""
        return self.folder / f"{position:04d}.part"
