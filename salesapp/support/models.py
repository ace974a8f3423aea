"""Requests for support: what is asked of whom by when, and every turn that it took (R9, R64)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.support import rules
from salesapp.support.rules import ANSWERED, OPEN, Status, Turn


class SupportRequest(Base):
    """Something asked for the sake of a record, of a role or of one person who has it, until a day."""

    __tablename__ = "support_request"
    __table_args__ = (
        Index("ix_support_request_subject", "subject_type", "subject_id"),
        Index("ix_support_request_asked_by", "asked_by_id", "status"),
        Index("ix_support_request_role", "role", "status", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    #: The record as it was called when it was asked for.
    about: Mapped[str] = mapped_column(String(200))
    customer: Mapped[str] = mapped_column(String(200), default="")
    what: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    #: The one person who is asked; without one, whoever of the role takes it on.
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date]
    #: Who asked, or who answers for the record since.
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[moment]
    status: Mapped[str] = mapped_column(String(20), default=Status.ASKED)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    asked: Mapped[User | None] = relationship(foreign_keys=asked_id)
    taken_by: Mapped[User | None] = relationship(foreign_keys=taken_by_id)
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id)
    turns: Mapped[list[SupportTurn]] = relationship(order_by="SupportTurn.id", cascade="all")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to answer."""
        return self.status in OPEN

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    def ask(self, *, by: User, at: datetime) -> None:
        """Begin."""
        self.status = Status.ASKED
        self._turn(Turn.ASKED, by, at, None)

    def accept(self, *, by: User, at: datetime) -> None:
        """Let somebody of those asked take it on."""
        rules.check_turn(self.status, {Status.ASKED})
        self.status, self.taken_by = Status.ACCEPTED, by
        self._turn(Turn.ACCEPTED, by, at, None)

    def finish(self, words: str | None, *, by: User, at: datetime) -> None:
        """Answer it as done, in words."""
        self._answer(Status.DONE, rules.check_words(words, field="answer"), by, at)
        self.taken_by = by

    def refuse(self, reason: str | None, *, by: User, at: datetime) -> None:
        """Refuse it, with the reason."""
        self._answer(Status.REFUSED, rules.check_words(reason, field="reason"), by, at)
        self.taken_by = by

    def lapse(self, reason: str, *, by: User, at: datetime) -> None:
        """End it as refused, since nobody is left who could answer."""
        self._answer(Status.REFUSED, reason, by, at)

    def _answer(self, status: Status, words: str, by: User, at: datetime) -> None:
        rules.check_turn(self.status, OPEN)
        self.status, self.answer, self.answered_at, self.read_at = status, words, at, None
        self._turn(Turn(status.value), by, at, words)

    def withdraw(self, why: str | None, *, by: User, at: datetime) -> None:
        """End it: what was asked for is no longer needed."""
        rules.check_turn(self.status, OPEN)
        self.status = Status.WITHDRAWN
        self._turn(Turn.WITHDRAWN, by, at, (why or "").strip() or None)

    def ask_again(self, more: str | None, due_on: date, *, by: User, at: datetime) -> None:
        """Ask for it again, of the same department, until another day."""
        rules.check_turn(self.status, (*ANSWERED, Status.WITHDRAWN))
        self.status, self.due_on, self.asked_at = Status.ASKED, due_on, at
        self.answer = self.answered_at = self.read_at = self.taken_by = None
        self._turn(Turn.AGAIN, by, at, (more or "").strip() or None)

    def read(self, *, by: User, at: datetime) -> None:
        """Note that the asker read the answer; a second time changes nothing (double taps)."""
        rules.check_turn(self.status, ANSWERED)
        if self.read_at is None:
            self.read_at = at
            self._turn(Turn.READ, by, at, None)

    def pass_to(self, asker: User, *, by: User, at: datetime) -> None:
        """Let somebody else get the answer: who answers for the record now."""
        self.asked_by = asker
        self._turn(Turn.PASSED, by, at, asker.name)

    def leave_to(self, asked: User | None, *, role: Role | None = None, by: User, at: datetime) -> None:
        """Ask a colleague instead, or all of the department or of another, since who was asked has left."""
        self.asked, self.taken_by = asked, None
        self.role, self.status = role or self.role, Status.ASKED
        department = str(ROLE_LABELS[role]) if role else None
        self._turn(Turn.PASSED, by, at, asked.name if asked else department)

    def _turn(self, what: Turn, by: User, at: datetime, words: str | None) -> None:
        self.turns.append(SupportTurn(what=what, by=by, at=at, words=words, due_on=self.due_on))


class SupportTurn(Base):
    """One turn of a request: who did what, when, in which words."""

    __tablename__ = "support_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("support_request.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    words: Mapped[str | None] = mapped_column(Text)
    due_on: Mapped[date]

    by: Mapped[User] = relationship(foreign_keys=by_id)
