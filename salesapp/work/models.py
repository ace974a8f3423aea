"""What somebody has to do by a time: one row each, written and ended in the transaction of the act that causes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, UTCDateTime, moment

OPEN = text("done_at IS NULL")


class WorkItem(Base):
    """One thing to do: a person's, or that of whoever has a role. It follows from a record, so the trail tells that one."""

    __tablename__ = "work_item"
    __tracked__ = False
    __table_args__ = (
        Index(
            "uq_work_item_open", "subject_type", "subject_id", "kind", "part",
            unique=True, sqlite_where=OPEN, postgresql_where=OPEN,
        ),
        # one person's of one kind by due date; then what is counted without reading the row, which SQLite would do for done_at
        Index(
            "ix_work_item_user", "user_id", "kind", "due_at", "subject_id", "shown_from", "grade", "done_at",
            sqlite_where=OPEN, postgresql_where=OPEN,
        ),
        # a role's by due date; what is shown only in years, such as a claim that lapses, is passed over without its row
        Index(
            "ix_work_item_role", "role", "team_id", "due_at", "subject_id", "shown_from", "kind", "user_id",
            sqlite_where=OPEN, postgresql_where=OPEN,
        ),
        Index("ix_work_item_kind", "kind", "due_at", "subject_id", sqlite_where=OPEN, postgresql_where=OPEN),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    part: Mapped[int] = mapped_column(default=0)  # which of several like things of one record
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    role: Mapped[str | None] = mapped_column(String(20))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    since: Mapped[moment]
    shown_from: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    grade: Mapped[str | None] = mapped_column(String(1))
    waiting: Mapped[bool] = mapped_column(default=False)
    barred: Mapped[list[int]] = mapped_column(JSON, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
