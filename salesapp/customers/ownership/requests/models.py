"""A change of owner that a rep asks for: who should have the customer, and why (3.1)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import Base, UTCDateTime, moment


class OwnerRequest(Base):
    """One wish for another owner; whoever runs the customer decides it through an approval."""

    __tablename__ = "owner_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[moment]
    along: Mapped[list[str] | None] = mapped_column(JSON)  # the kinds that go along; none named: all
    keeps_reader: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    customer: Mapped[Customer] = relationship()
    to: Mapped[User] = relationship(foreign_keys=to_id)
    by: Mapped[User] = relationship(foreign_keys=by_id)
