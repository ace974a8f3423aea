"""Where a customer came from: kept for good, whatever the registration says later (R13)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, moment
from salesapp.prospecting.lists.models import Prospect, ProspectList


class CustomerOrigin(Base):
    """The row of a list that a customer was: the list, its channel and who referred, as they were that day."""

    __tablename__ = "customer_origin"
    __table_args__ = (Index("ix_customer_origin_channel", "channel", "referrer"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), primary_key=True)
    prospect_id: Mapped[int] = mapped_column(ForeignKey("prospect.id"), unique=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("prospect_list.id"), index=True)
    persona_version_id: Mapped[int | None] = mapped_column(ForeignKey("persona_version.id"), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    source_note: Mapped[str | None] = mapped_column(String(100))
    referrer: Mapped[str | None] = mapped_column(String(100))
    score: Mapped[int | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    of_list: Mapped[ProspectList] = relationship()
    prospect: Mapped[Prospect] = relationship()
    by: Mapped[User] = relationship(foreign_keys=by_id)
