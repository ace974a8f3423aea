"""The answers to objections."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base


class ObjectionAnswer(Base):
    """An answer to an objection (R37): feeling first, then figures or a case."""

    __tablename__ = "objection_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), index=True)
    objection: Mapped[str] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(30))
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
