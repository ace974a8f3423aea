"""What has run and what is to run again: one row for each recurring job."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, UTCDateTime, moment


class JobRun(Base):
    """The latest slot of one recurring job. Whoever moves the row to a slot runs the job for it, nobody else."""

    __tablename__ = "job_run"
    __tracked__ = False

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    slot: Mapped[moment]
    attempts: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[moment]
    next_try_at: Mapped[moment]
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)
