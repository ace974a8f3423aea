"""The secret addresses of people's calendars: one in force a person, the earlier ones kept so that they stay shut."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment


class CalendarFeed(Base):
    """One address: whose calendar it opens, until when."""

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"secret": True})
    #: Whether the person wants telephone numbers in it: whoever has the address reads them, too.
    with_numbers: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    user: Mapped[User] = relationship()
