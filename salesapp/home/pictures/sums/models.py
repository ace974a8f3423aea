"""The sums of the pictures by owner and period: they follow from the records."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, PrimaryKeyConstraint, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base


class PictureSum(Base):
    """One sum: whose, of which year, month or day, what is added up, and by what else it is told apart."""

    __tablename__ = "picture_sum"
    __tracked__ = False
    __table_args__ = (
        PrimaryKeyConstraint("whose", "period", "what", "words"),
        {"sqlite_with_rowid": False},
    )

    #: An owner; 0 is everybody.
    whose: Mapped[int] = mapped_column(Integer)
    period: Mapped[str] = mapped_column(String(10))
    what: Mapped[int] = mapped_column(SmallInteger)
    words: Mapped[str] = mapped_column(String(80))
    many: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
