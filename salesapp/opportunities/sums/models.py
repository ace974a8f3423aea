"""The sums of opportunities and follow-ups by owner and day: they follow from the records."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, PrimaryKeyConstraint, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base


class OpportunitySum(Base):
    """One sum: what is added up, of which day, whose, and by what else it is told apart."""

    __tablename__ = "opportunity_sum"
    __tracked__ = False
    __table_args__ = (PrimaryKeyConstraint("what", "day", "owner_id", "words"), {"sqlite_with_rowid": False})

    what: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[date]
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    words: Mapped[str] = mapped_column(String(40))
    many: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
