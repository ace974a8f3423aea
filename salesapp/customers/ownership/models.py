"""Who owns a customer and who works with them: two tables beside the customer's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, moment

if TYPE_CHECKING:
    from salesapp.customers.models import Customer


class CustomerCollaborator(Base):
    """A colleague who shares the work on a customer."""

    __tablename__ = "customer_collaborator"
    __table_args__ = (
        UniqueConstraint("customer_id", "user_id"),
        Index("ix_customer_collaborator_user", "user_id", "customer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str | None] = mapped_column(String(60))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[moment]

    customer: Mapped[Customer] = relationship(back_populates="collaborations")
    user: Mapped[User] = relationship(foreign_keys=user_id)


class OwnerChange(Base):
    """One step in a customer's ownership: from whom, to whom, by whom, why."""

    __tablename__ = "owner_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    reason: Mapped[str | None] = mapped_column(String(200))

    customer: Mapped[Customer] = relationship(back_populates="owner_changes")
    to: Mapped[User | None] = relationship(foreign_keys=to_id)
    by: Mapped[User] = relationship(foreign_keys=by_id)
