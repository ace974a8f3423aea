"""The end of a contract: how, when, by whom, in whose place another one goes on; and originals that were lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.endings.rules import Kind, how_words
from salesapp.db import Base, moment

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract


class ContractEnding(Base):
    """A contract has ended."""

    __tablename__ = "contract_ending"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    ended_on: Mapped[date]
    remark: Mapped[str | None] = mapped_column(Text)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    contract: Mapped[Contract] = relationship(back_populates="ending", foreign_keys=contract_id)
    successor: Mapped[Contract | None] = relationship(foreign_keys=successor_id)
    by: Mapped[User] = relationship(lazy="joined")

    @property
    def how(self) -> Kind:
        """How it ended."""
        return Kind(self.kind)

    def words(self, today: date) -> str:
        """Say how it ended, or on which day it will."""
        return how_words(self.how, self.ended_on, today)


class ContractReissue(Base):
    """An original was lost and was issued again, marked as such."""

    __tablename__ = "contract_reissue"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    copies: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    issued_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    contract: Mapped[Contract] = relationship(back_populates="reissues")
    by: Mapped[User] = relationship(lazy="joined")


class Ended:
    """The part of a contract that is its end."""

    #: The nearest of the reminders before its last day that was sent: 60, 30, 7 days ahead.
    expiry_told: Mapped[int | None]

    @declared_attr
    def ending(cls) -> Mapped[ContractEnding | None]:
        return relationship(
            ContractEnding, back_populates="contract", uselist=False, cascade="all",
            foreign_keys=ContractEnding.contract_id,
        )  # fmt: skip

    @declared_attr
    def reissues(cls) -> Mapped[list[ContractReissue]]:
        return relationship(ContractReissue, back_populates="contract", cascade="all")
