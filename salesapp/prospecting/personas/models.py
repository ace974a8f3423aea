"""Personas and their versions: whom a product is for, who said so, since when and why (R11, R12).

A persona (``number`` HX…) is one name for one product; what it asks for stands in its versions, of which the last one
counts. A version is never changed: whoever edits a persona writes the next one. Its conditions are rows in their order,
each with a kind, a rank (must, plus, exclude) and its values: codes, words, or a range of yearly output.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, Money, moment
from salesapp.prospecting.matching.rules import Condition, Kind, Rank
from salesapp.prospecting.personas import rules
from salesapp.prospecting.personas.rules import State


class Persona(Base):
    """Whom we look for with one product or service."""

    __tablename__ = "persona"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    product: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10), default=State.ACTIVE)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    versions: Mapped[list[PersonaVersion]] = relationship(
        back_populates="persona", order_by="PersonaVersion.no", cascade="all"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def current(self) -> PersonaVersion:
        """The version that counts."""
        return self.versions[-1]

    def write(
        self,
        conditions: Sequence[Condition],
        *,
        why: str,
        by: User,
        at: datetime,
        valid_from: date,
        valid_until: date | None,
    ) -> PersonaVersion:
        """Write the next version; the one before ends where it begins."""
        rules.check_conditions(conditions)
        rules.check_time(valid_from, valid_until)
        if self.versions:
            self.current.end(valid_from)
        written = PersonaVersion(
            no=len(self.versions) + 1, valid_from=valid_from, valid_until=valid_until, by=by, at=at, why=why
        )
        written.conditions = [
            PersonaCondition(
                position=position, kind=each.kind, rank=each.rank, values=list(each.values), low=each.low, high=each.high
            )
            for position, each in enumerate(conditions)
        ]  # fmt: skip
        self.versions.append(written)
        self.updated_at = at
        return written

    def retire(self, *, at: datetime) -> None:
        """End the use of it; it stays readable with all its versions."""
        self.state, self.updated_at = State.RETIRED, at

    def take_up(self, *, at: datetime) -> None:
        """Work with it again."""
        self.state, self.updated_at = State.ACTIVE, at


class PersonaVersion(Base):
    """What a persona asked for from one day on: who wrote it, when and why."""

    __tablename__ = "persona_version"
    __table_args__ = (UniqueConstraint("persona_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"))
    no: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    why: Mapped[str] = mapped_column(Text)

    persona: Mapped[Persona] = relationship(back_populates="versions")
    by: Mapped[User] = relationship(foreign_keys=by_id)
    conditions: Mapped[list[PersonaCondition]] = relationship(
        order_by="PersonaCondition.position", cascade="all"
    )

    @property
    def asked(self) -> tuple[Condition, ...]:
        """Its conditions as the match reads them."""
        return tuple(each.asked for each in self.conditions)

    def end(self, day: date) -> None:
        """Let it end on the day that the next one begins, unless it ended before."""
        if self.valid_until is None or self.valid_until > day:
            self.valid_until = max(day, self.valid_from)


class PersonaCondition(Base):
    """One condition of a version."""

    __tablename__ = "persona_condition"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("persona_version.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    rank: Mapped[str] = mapped_column(String(10))
    values: Mapped[list[str]] = mapped_column(JSON, default=list)
    low: Mapped[Decimal | None] = mapped_column(Money)
    high: Mapped[Decimal | None] = mapped_column(Money)

    @property
    def asked(self) -> Condition:
        """It as the match reads it."""
        return Condition(Kind(self.kind), Rank(self.rank), tuple(self.values), self.low, self.high)
