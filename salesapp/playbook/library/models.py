"""The library: its pieces, their tags, and every version that a piece had."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, moment
from salesapp.playbook.library.rules import TagKind, is_expired


class LibraryItem(Base):
    """A piece of company material, a case or a solution draft (R17)."""

    __tablename__ = "library_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), index=True)
    name: Mapped[str] = mapped_column(String(80))
    #: What it proves, with its number: 把交货周期缩短 15%.
    figure: Mapped[str | None] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(Text)
    expires_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)
    no: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    tags: Mapped[list[LibraryTag]] = relationship(order_by="LibraryTag.id", cascade="all, delete-orphan")
    versions: Mapped[list[LibraryVersion]] = relationship(
        back_populates="item", order_by="LibraryVersion.no.desc()", cascade="all"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def industries(self) -> list[str]:
        """The divisions and sections that it is meant for; none: all."""
        return [tag.value for tag in self.tags if tag.kind == TagKind.INDUSTRY]

    @property
    def pains(self) -> list[str]:
        """The pains that it answers."""
        return [tag.value for tag in self.tags if tag.kind == TagKind.PAIN]

    def expired(self, today: date) -> bool:
        """Whether it is only shown, and not offered any more."""
        return is_expired(self.expires_on, today)

    def tag(self, industries: list[str], pains: list[str]) -> None:
        """Say by what it is found."""
        wanted = [(TagKind.INDUSTRY, one) for one in industries] + [(TagKind.PAIN, one) for one in pains]
        if [(tag.kind, tag.value) for tag in self.tags] != wanted:
            self.tags = [LibraryTag(kind=kind, value=value) for kind, value in wanted]

    def renew(self, *, by: User, at: datetime, why: str | None) -> LibraryVersion:
        """Make what it says now its next version; the former ones stay readable."""
        self.no += 1
        version = LibraryVersion(no=self.no, figure=self.figure, summary=self.summary, why=why, by=by, at=at)
        self.versions.append(version)
        return version


class LibraryTag(Base):
    """An industry or a pain by which a piece is found."""

    __tablename__ = "library_tag"
    __table_args__ = (Index("ix_library_tag_value", "kind", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("library_item.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(20))


class LibraryVersion(Base):
    """One version of a piece; its file is an attachment of it, and the next one keeps the file unless it brings its own."""

    __tablename__ = "library_version"
    __table_args__ = (UniqueConstraint("item_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("library_item.id"))
    no: Mapped[int]
    figure: Mapped[str | None] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(Text)
    why: Mapped[str | None] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    item: Mapped[LibraryItem] = relationship(back_populates="versions")
    by: Mapped[User] = relationship()
