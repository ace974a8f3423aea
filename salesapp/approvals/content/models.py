"""What frozen content rests on."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base


class ApprovalReference(Base):
    """A record that frozen content rests on: its change is compared with what was approved."""

    __tablename__ = "approval_reference"
    __table_args__ = (
        UniqueConstraint("approval_id", "record_type", "record_id"),
        Index("ix_approval_reference_record", "record_type", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    approval_id: Mapped[int] = mapped_column(ForeignKey("approval.id"))
    record_type: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
