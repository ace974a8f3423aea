"""Who gave what of the library to whom."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import Base, moment
from salesapp.playbook.library.models import LibraryItem


class Handout(Base):
    """One piece of the library as a customer got it: which version, by whom, when, in which way (R17, R22)."""

    __tablename__ = "handout"
    __table_args__ = (
        Index("ix_handout_item", "item_id", "at"),
        Index("ix_handout_customer", "customer_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("library_item.id"))
    no: Mapped[int]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    way: Mapped[str] = mapped_column(String(10))  # activities.rules.Channel

    item: Mapped[LibraryItem] = relationship()
    customer: Mapped[Customer] = relationship()
    by: Mapped[User] = relationship()
