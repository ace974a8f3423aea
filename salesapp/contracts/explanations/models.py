"""One round through the clauses with the customer: with whom, what they said to each, their signature (R39)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.explanations import rules
from salesapp.db import Base, UTCDateTime, moment

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract


class Explanation(Base):
    """One round through the clauses of a contract with somebody of the customer."""

    __tablename__ = "clause_explanation"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    with_whom: Mapped[str] = mapped_column(String(50))
    way: Mapped[str] = mapped_column(String(20))
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    begun_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    no_objection: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str | None] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="explanations")
    begun_by: Mapped[User] = relationship(lazy="joined")
    clauses: Mapped[list[ExplainedClause]] = relationship(
        back_populates="explanation", order_by="ExplainedClause.no", cascade="all", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}

    def answers(self) -> dict[int, str]:
        """Return what was answered, by clause."""
        return {row.no: row.answer for row in self.clauses}

    def take(self, no: int, said: str, answer: str, words: str | None, *, at: datetime) -> None:
        """Note the customer's answer to one clause, as it stood then; a second one takes the place of the first."""
        rules.check_running(self.ended_at is not None)
        row = next((each for each in self.clauses if each.no == no), None)
        if row is None:
            row = ExplainedClause(no=no)
            self.clauses.append(row)
        row.said, row.answer, row.words, row.at = said, answer, words, at

    def end(self, *, no_objection: bool, remark: str | None, at: datetime) -> None:
        """Close the round."""
        rules.check_running(self.ended_at is not None)
        self.ended_at, self.no_objection, self.remark = at, no_objection, remark


class ExplainedClause(Base):
    """What the customer said to one clause, and how the clause read then."""

    __tablename__ = "explained_clause"
    __table_args__ = (UniqueConstraint("explanation_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    explanation_id: Mapped[int] = mapped_column(ForeignKey("clause_explanation.id"))
    no: Mapped[int]
    said: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(String(10))
    words: Mapped[str | None] = mapped_column(String(300))
    at: Mapped[moment]

    explanation: Mapped[Explanation] = relationship(back_populates="clauses")


class Explained:
    """The part of a contract that was gone through with the customer."""

    @declared_attr
    def explanations(cls) -> Mapped[list[Explanation]]:
        return relationship(
            Explanation, back_populates="contract", order_by=Explanation.id.desc(), cascade="all"
        )
