"""Who of ours comes along to a customer (F04 陪同人)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base

if TYPE_CHECKING:
    from salesapp.activities.visits.models import Visit


class VisitCompanion(Base):
    """Somebody of ours who comes along; a supervisor's company counts as coaching (R67)."""

    __tablename__ = "visit_companion"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    coaches: Mapped[bool] = mapped_column(default=False)

    visit: Mapped[Visit] = relationship(back_populates="companions")
    user: Mapped[User] = relationship()
