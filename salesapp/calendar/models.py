"""The table of working days: what differs from Monday-to-Friday, and how sure each year is."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, UTCDateTime


class CalendarDay(Base):
    """An exception: a day off on a weekday, or a working day on a weekend (调休).

    A company day (厂休) may lie on a day of the notice; it wins, and leaves it untouched.
    """

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    company: Mapped[bool] = mapped_column(primary_key=True, default=False)
    working: Mapped[bool]
    name: Mapped[str] = mapped_column(String(60))


class CalendarYear(Base):
    """How sure a year is: 'official' once the State Council's notice was imported, 'provisional' before."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str] = mapped_column(String(20))
    notice: Mapped[str | None] = mapped_column(Text)
    imported_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    imported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
