"""The question bank."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base


class SpinQuestion(Base):
    """A question of the SPIN bank (R19)."""

    __tablename__ = "spin_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(1))  # S P I N
    question: Mapped[str] = mapped_column(String(200))
    #: A division or a section of GB/T 4754; none: for every customer.
    industry: Mapped[str | None] = mapped_column(String(4))
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
