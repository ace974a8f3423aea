"""What is to be prepared for a visit, thing by thing (R17)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.activities.visits.preparation import rules
from salesapp.db import Base, UTCDateTime

if TYPE_CHECKING:
    from salesapp.activities.visits.models import Visit


class VisitItem(Base):
    """One thing to be prepared: of the sheet, or of one's own words; who ticked it when (R17)."""

    __tablename__ = "visit_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    item: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[str | None] = mapped_column(String(100))
    #: The piece of the library that it is; the customer has got it once the visit is written down with its tick.
    library_item_id: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"), index=True)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    visit: Mapped[Visit] = relationship(back_populates="preparation")

    @property
    def label(self) -> str:
        """What it is called."""
        return str(rules.ITEM_LABELS[self.item]) if self.item else self.words or ""

    @property
    def is_fixed(self) -> bool:
        """Whether no visit goes without it (R17)."""
        return self.item in rules.FIXED

    def tick(self, *, by: User, at: datetime) -> None:
        """Note that it is in the bag; a second time changes nothing (double taps)."""
        if self.done_at is None:
            self.done_at, self.done_by_id = at, by.id

    def untick(self) -> None:
        """Take the tick back."""
        self.done_at = self.done_by_id = None
