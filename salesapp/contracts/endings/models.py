"""The end of a contract: how, when, by whom, in whose place another one goes on; and originals that were lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.endings.rules import Kind, has_come, how_words
from salesapp.db import Base, UTCDateTime, moment

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract


class ContractEnding(Base):
    """A contract has ended, or will on a day that is agreed."""

    __tablename__ = "contract_ending"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    ended_on: Mapped[date]
    remark: Mapped[str | None] = mapped_column(Text)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    #: When what ends along was ended. Nothing: its day is still to come.
    carried_out_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

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


def over(contract_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a contract is over: its end was carried out, with what ends along."""
    ending = select(ContractEnding.id).where(ContractEnding.contract_id == contract_id)
    return ending.where(ContractEnding.carried_out_at.is_not(None)).exists()


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

    if TYPE_CHECKING:
        ends_on: Mapped[date | None]

    #: The nearest of the reminders before its last day that was sent: 60, 30, 7 days ahead.
    expiry_told: Mapped[int | None]

    @declared_attr
    def ending(cls) -> Mapped[ContractEnding | None]:
        return relationship(
            ContractEnding, back_populates="contract", uselist=False, cascade="all, delete-orphan",
            foreign_keys=ContractEnding.contract_id,
        )  # fmt: skip

    @declared_attr
    def reissues(cls) -> Mapped[list[ContractReissue]]:
        return relationship(ContractReissue, back_populates="contract", cascade="all")

    def last_until(self, day: date | None) -> None:
        """Take over its last day; of another one it is reminded anew."""
        if day != self.ends_on:
            self.ends_on, self.expiry_told = day, None

    def has_ended(self, today: date) -> bool:
        """Tell whether it has ended: from the day of its end on."""
        return self.ending is not None and has_come(self.ending.ended_on, today)

    def ends_ahead(self, today: date) -> date | None:
        """Return the day on which it ends as it was agreed, while that lies ahead."""
        ahead = self.ending is not None and not self.has_ended(today)
        return self.ending.ended_on if ahead and self.ending else None
