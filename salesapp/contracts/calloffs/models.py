"""Which framework a contract is called off from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract


class CalledOff:
    """The part of a contract that is its place under a framework."""

    framework_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)

    @declared_attr
    def framework(cls) -> Mapped[Contract | None]:
        return relationship("Contract", remote_side="Contract.id", foreign_keys="Contract.framework_id")
