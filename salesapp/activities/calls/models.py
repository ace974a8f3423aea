"""Calls: who called whom when, with which opening, and what it came to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import Base, UTCDateTime, moment
from salesapp.playbook.scripts.models import ScriptVersion
from salesapp.prospecting.lists.models import Prospect


class Call(Base):
    """One call of the round (F03); taken back, it stays with the time when that was."""

    __tablename__ = "call"
    __table_args__ = (
        Index("ix_call_by_at", "by_id", "at"),
        Index("ix_call_customer", "customer_id", "at"),
        Index("ix_call_script_version", "script_version_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    key: Mapped[str] = mapped_column(String(20))  # rules.Callee
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    prospect_id: Mapped[int | None] = mapped_column(ForeignKey("prospect.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    script_version_id: Mapped[int | None] = mapped_column(ForeignKey("script_version.id"))
    result: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(20))
    later_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    #: When the agreed contact was due before it was put off, so that this can be taken back.
    due_before: Mapped[datetime | None] = mapped_column(UTCDateTime)
    #: The contact that “later” agreed where none was.
    next_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"), index=True)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    by: Mapped[User] = relationship()
    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    prospect: Mapped[Prospect | None] = relationship()
    task: Mapped[Task | None] = relationship(foreign_keys=task_id)
    next_task: Mapped[Task | None] = relationship(foreign_keys=next_task_id)
    script_version: Mapped[ScriptVersion | None] = relationship()
    activity: Mapped[Activity | None] = relationship()
