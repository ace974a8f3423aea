"""Who stands in for whom, and when: set by the director or an administrator, never by whoever gains by it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment


class Deputy(Base):
    """One person stands in for another from a day to a day, both included."""

    __tablename__ = "approval_deputy"
    __table_args__ = (
        Index("ix_approval_deputy_deputy", "deputy_id", "ends_on"),
        Index("ix_approval_deputy_principal", "principal_id", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    principal_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    because: Mapped[str | None] = mapped_column(String(200))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    principal: Mapped[User] = relationship(foreign_keys=principal_id)
    deputy: Mapped[User] = relationship(foreign_keys=deputy_id)

    __mapper_args__ = {"version_id_col": version}
