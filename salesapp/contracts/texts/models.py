"""Templates of contracts, and the clauses in which one contract reads otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.texts import rules
from salesapp.contracts.texts.clauses.rules import Clause, parse
from salesapp.contracts.texts.rules import Status
from salesapp.db import Base, UTCDateTime, moment


class ContractTemplate(Base):
    """One version of a template: its clauses as text, and the Word file that says the same, if there is one."""

    __tablename__ = "contract_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    version_no: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(20), default=Status.DRAFT)
    in_force_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    by: Mapped[User] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.status == Status.DRAFT

    def clauses(self) -> list[Clause]:
        """Return its clauses."""
        return parse(self.source)

    def revise(self, values: Mapping[str, str], *, at: datetime) -> None:
        """Take over what it says, while it is a draft."""
        rules.check_draft(self.status)
        parse(values["source"])
        for name in ("name", "version_no", "kind", "source", "note"):
            setattr(self, name, values.get(name))
        self.at = at

    def put_in_force(self, *, at: datetime) -> None:
        """Let contracts be made from it from now on."""
        rules.check_draft(self.status)
        self.status, self.in_force_at = Status.IN_FORCE, at

    def retire(self) -> None:
        """Make no more contracts from it; those that were keep it."""
        self.status = Status.RETIRED


class OwnClause(Base):
    """A clause in which one contract reads otherwise than its template."""

    __tablename__ = "contract_own_clause"
    __table_args__ = (UniqueConstraint("contract_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class Texted:
    """The part of a contract that is its text."""

    template_id: Mapped[int | None] = mapped_column(ForeignKey("contract_template.id"))
    deviates_because: Mapped[str | None] = mapped_column(String(500))

    @declared_attr
    def template(cls) -> Mapped[ContractTemplate | None]:
        return relationship(ContractTemplate)

    @declared_attr
    def own_clauses(cls) -> Mapped[list[OwnClause]]:
        return relationship(OwnClause, cascade="all, delete-orphan", order_by=OwnClause.id)

    def own(self) -> dict[str, str]:
        """Return the clauses in which it reads otherwise."""
        return {row.title: row.text for row in self.own_clauses}

    def keep_own(self, texts: Mapping[str, str]) -> None:
        """Take over the clauses in which it reads otherwise."""
        rows = {row.title: row for row in self.own_clauses}
        for title in rows.keys() & texts.keys():
            rows[title].text = texts[title]
        kept = [row for title, row in rows.items() if title in texts]
        self.own_clauses = kept + [OwnClause(title=t, text=texts[t]) for t in texts if t not in rows]
