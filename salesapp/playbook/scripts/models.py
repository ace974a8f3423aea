"""The scripts, and every wording that one of them had."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, moment


class ScriptTemplate(Base):
    """A wording with placeholders such as {客户名称} (R15); shown and copied, never sent by itself."""

    __tablename__ = "script_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), index=True)
    name: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
    #: The number of the wording in force, among its ``versions``.
    no: Mapped[int] = mapped_column(default=0)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    versions: Mapped[list[ScriptVersion]] = relationship(
        back_populates="script", order_by="ScriptVersion.no.desc()", cascade="all"
    )

    __mapper_args__ = {"version_id_col": version}

    def reword(
        self, subject: str | None, body: str, *, by: User | None, at: datetime, why: str | None
    ) -> None:
        """Put a new wording in force; the former ones stay readable (R15)."""
        self.subject, self.body, self.no = subject, body, self.no + 1
        self.versions.append(
            ScriptVersion(no=self.no, subject=subject, body=body, why=why, by_id=by.id if by else None, at=at)
        )


class ScriptVersion(Base):
    """One wording of a script: from when on, by whom and why; never changed."""

    __tablename__ = "script_version"
    __table_args__ = (UniqueConstraint("script_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(ForeignKey("script_template.id"))
    no: Mapped[int]
    subject: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    why: Mapped[str | None] = mapped_column(String(200))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    script: Mapped[ScriptTemplate] = relationship(back_populates="versions")
    by: Mapped[User | None] = relationship()
