"""The counters behind the business numbers."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base


class Counter(Base):
    """The last number given out for one kind in one period; taken in the transaction that uses it."""

    __tablename__ = "counter"
    __tracked__ = False

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
