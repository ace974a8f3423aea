"""What was done about instalments that are open: notes, promises, letters (F13)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import Base, moment
from salesapp.payments.chasing.rules import Kind


class Chase(Base):
    """One step: why it is overdue and what is done, what they promised, which letter was served."""

    __tablename__ = "payment_chase"
    __table_args__ = (Index("ix_payment_chase_node", "node_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("payment_node.id"))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(20))
    measure: Mapped[str | None] = mapped_column(String(400))
    promised_on: Mapped[date | None]
    #: Whether the promise is in writing: the claim begins anew with it.
    written: Mapped[bool] = mapped_column(default=False)
    served_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    node: Mapped[PaymentNode] = relationship()
    by: Mapped[User] = relationship()

    @property
    def what(self) -> Kind:
        """What was noted."""
        return Kind(self.kind)
