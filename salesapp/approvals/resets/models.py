"""Passwords that an administrator gave: to whom, by whom, and who vouched for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.approvals.resets import rules
from salesapp.db import Base, UTCDateTime, moment


class PasswordReset(Base):
    """One password that was given by an administrator."""

    __tablename__ = "password_reset"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="joined")
    by: Mapped[User | None] = relationship(foreign_keys=by_id, lazy="joined")
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=confirmed_by_id, lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def free_at(self) -> datetime:
        """When its person completes approvals again, whoever vouches."""
        return self.at + rules.HELD

    def confirm(self, *, by: User, at: datetime) -> None:
        """Note who vouches that the person asked for the password."""
        rules.check_open(self.at, confirmed=self.confirmed_at is not None, at=at)
        self.confirmed_by, self.confirmed_at = by, at
