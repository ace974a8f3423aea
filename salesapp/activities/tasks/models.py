"""What one person must do by a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from salesapp.accounts.models import User
from salesapp.activities.tasks import rules
from salesapp.activities.tasks.rules import TaskOutcome
from salesapp.calendar.lateness.rules import is_late
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.db import DERIVED, Base, UTCDateTime, moment


class Task(Base):
    """Something one person must do by a time; the source row says where it came from."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_assignee_open", "assignee_id", "done_at", "due_at"),
        Index("ix_task_customer", "customer_id", "due_at"),
        Index("ix_task_subject", "subject_type", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    search_text: Mapped[str] = mapped_column(Text, server_default="", info=DERIVED)
    detail: Mapped[str | None] = mapped_column(Text)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    subject_type: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    assignee_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    due_at: Mapped[moment]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))  # rules.TaskOutcome, none while open
    note: Mapped[str | None] = mapped_column(String(300))
    #: When its end was written down, where that was later: 补记.
    noted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    assignee: Mapped[User] = relationship(foreign_keys=assignee_id)

    __mapper_args__ = {"version_id_col": version}

    @validates("title")
    def _index(self, _key: str, title: str) -> str:
        self.search_text = search_text.compose((title,), "", ())
        return title

    def reindex(self) -> None:
        """Write the search line anew."""
        self._index("title", self.title)

    def finish(
        self, *, by: User, at: datetime, note: str | None = None, noted_at: datetime | None = None
    ) -> None:
        """End the task as done, ``noted_at`` where that was written down later; a second time changes nothing."""
        if self.outcome != TaskOutcome.DONE:
            rules.check_open(self.outcome)
            self._end(TaskOutcome.DONE, by, at, note)
            self.noted_at = noted_at

    def cancel(self, reason: str | None, *, by: User, at: datetime) -> None:
        """End the task as not needed, with the reason."""
        rules.check_open(self.outcome)
        rules.check_cancel(reason or "")
        self._end(TaskOutcome.CANCELLED, by, at, reason)

    def reopen(self, *, at: datetime, hours: int) -> None:
        """Take the end back, within `hours` of it."""
        rules.check_undo(self.outcome, self.done_at, at, hours=hours)
        self.outcome = self.done_at = self.done_by_id = self.note = self.noted_at = None

    def hand_to(self, assignee: User) -> None:
        """Give the open task to a colleague."""
        rules.check_open(self.outcome)
        self.assignee = assignee

    @property
    def done(self) -> bool:
        """Whether it was done, and not dropped."""
        return self.outcome == TaskOutcome.DONE

    @property
    def in_time(self) -> bool:
        """Whether it ended by its time, and was noted then: what is written down later proves nothing."""
        return self.done_at is not None and self.noted_at is None and not is_late(self.due_at, self.done_at)

    def _end(self, outcome: TaskOutcome, by: User, at: datetime, note: str | None) -> None:
        self.outcome, self.done_at, self.done_by_id = outcome, at, by.id
        self.note = (note or "").strip() or None
