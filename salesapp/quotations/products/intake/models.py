"""Product tables that were handed in: kept until somebody decides, and as the record of what was taken in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import DERIVED, Base, UTCDateTime, moment


class ProductIntake(Base):
    """One table: its rows as they were read, from when its prices hold, and when it was taken in."""

    __tablename__ = "product_intake"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(200))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=DERIVED)
    left_out: Mapped[str] = mapped_column(String(500), default="", info=DERIVED)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(String(200))
    taken_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    taken: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    by: Mapped[User] = relationship(foreign_keys=by_id)

    __mapper_args__ = {"version_id_col": version}
