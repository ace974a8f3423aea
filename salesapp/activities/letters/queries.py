"""Thank-you letters: the one of a record, and how many left in time after the first contacts of a period (R10, R21)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.activities.letters.rules import Shown
from salesapp.activities.models import Activity
from salesapp.activities.tasks import queries as tasks
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind, TaskOutcome
from salesapp.calendar.lateness.rules import is_late
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.attachments.models import Attachment
from salesapp.opportunities.models import Opportunity
from salesapp.playbook.library import queries as library
from salesapp.playbook.library.models import LibraryVersion
from salesapp.web import clock, pages, params


def find(task_id: int, user: User) -> Task | None:
    """Return the task of a thank-you letter that this person may see."""
    task = tasks.find(task_id, user)
    return task if task is not None and task.kind == TaskKind.THANK_YOU and task.subject_id else None


def of_record(activity_id: int) -> Task | None:
    """Return the thank-you letter that a record opened."""
    query = select(Task).where(
        Task.subject_type == "activity", Task.subject_id == activity_id, Task.kind == TaskKind.THANK_YOU
    )
    return db.session.scalar(query.options(joinedload(Task.assignee)).order_by(Task.id).limit(1))


def reachable(record: Activity) -> list[Contact]:
    """Return the customer's people who have a mail address, those who were spoken to first."""
    met = [contact for contact in record.theirs if contact.email]
    others = [each for each in record.customer.contacts if each.email and each.status == "active"]
    return [*met, *(each for each in others if each not in met)]


def files_for(record: Activity, user: User, size: int = 40) -> list[Attachment]:
    """Return the files that may go along: the customer's and those of its records that this person sees, newest first."""
    return attachments.of_customer(record.customer_id, user)[:size]


def material_for(record: Activity, size: int = 8) -> list[Attachment]:
    """Return the files of the library that suit the customer: of each piece that is offered, its present ones (R22)."""
    customer = record.customer
    pieces = library.offered(customer.industry, clock.today(), pain_points=customer.pain_points)[:size]
    query = (
        select(Attachment, LibraryVersion.item_id, LibraryVersion.no)
        .join(
            LibraryVersion,
            (LibraryVersion.id == Attachment.owner_id) & (Attachment.owner_type == library.FILES_OF),
        )
        .where(LibraryVersion.item_id.in_([each.id for each in pieces]), Attachment.removed_at.is_(None))
        .order_by(LibraryVersion.no.desc(), Attachment.id)
    )
    present: dict[int, int] = {}
    rows = db.session.execute(query).unique().all() if pieces else []
    return [row.Attachment for row in rows if present.setdefault(row.item_id, row.no) == row.no]


def pieces_of(version_ids: Collection[int]) -> list[int]:
    """Return the pieces of the library that some versions are of."""
    query = select(LibraryVersion.item_id).where(LibraryVersion.id.in_(version_ids)).distinct()
    return sorted(db.session.scalars(query))


def owed_after(moment: datetime) -> Sequence[Row]:
    """Return the letters still to be sent that are not overdue at a moment, each with the end of its first contact."""
    query = (
        select(Task, Activity.ended_at)
        .join(Activity, Activity.id == Task.subject_id)
        .where(Task.kind == TaskKind.THANK_YOU, Task.subject_type == "activity", Task.outcome.is_(None))
        .where(Task.due_at >= moment)
        .options(joinedload(Task.assignee))
    )
    return db.session.execute(query).unique().all()


@dataclass(frozen=True, slots=True)
class FirstContacts:
    """First contacts of a period: their number, letters owed and sent in time, customers with an opportunity.

    Letters whose time was typed later are counted apart: they are owed, and nobody knows that they were in time.
    """

    made: int
    letters: int
    in_time: int
    noted_later: int
    converted: int

    @property
    def letter_rate(self) -> float | None:
        """Letters sent in time, in per cent of those owed; none where none was owed."""
        return 100 * self.in_time / self.letters if self.letters else None

    @property
    def conversion_rate(self) -> float | None:
        """First contacts whose customer has an opportunity, in per cent."""
        return 100 * self.converted / self.made if self.made else None


HAS_OPPORTUNITY = select(Opportunity.id).where(Opportunity.customer_id == Activity.customer_id).exists()


def made_between(user: User, start: datetime, end: datetime) -> Select:
    """Select the first contacts between two moments that a person may see.

    Whose customer one sees is asked of each: a list of all that one sees would be gone through before the few of a month.
    """
    return select(Activity).where(
        Activity.is_first,
        Activity.started_at >= start,
        Activity.started_at < end,
        customers.seen_at(Activity.customer_id, user),
    )


def first_contacts(user: User, start: datetime, end: datetime, now: datetime) -> FirstContacts:
    """Count the first contacts between two moments (R10).

    A letter is owed once it is due or sent; one that may still be sent in time counts neither way.
    """
    query = made_between(user, start, end).outerjoin(Task, letter_of_activity())
    counts = db.session.execute(query.with_only_columns(*counted(now))).one()
    return FirstContacts(*(int(count) for count in counts))


def counted(now: datetime) -> list[ColumnElement[int]]:
    """Return what is counted of first contacts: those made, letters owed, in time and typed later, customers won over."""
    owed, later = (shown(show, now) for show in (Shown.OWED, Shown.LATER))
    conditions = (owed, in_time(), later, HAS_OPPORTUNITY)
    return [
        func.count(Activity.id),
        *(func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in conditions),
    ]


def in_time() -> ColumnElement[bool]:
    """Return the condition of letters that left in time, and were noted then."""
    return ~is_late(Task.due_at, Task.done_at) & Task.noted_at.is_(None)


def shown(show: Shown, now: datetime) -> ColumnElement[bool]:
    """Return the condition of first contacts by their letters, or by what became of them."""
    if show == Shown.LATER:
        return Task.noted_at.is_not(None)
    if show == Shown.IN_TIME:
        return in_time()
    if show == Shown.CONVERTED:
        return HAS_OPPORTUNITY
    return is_late(Task.due_at, now) | Task.done_at.is_not(None)


def letter_of_activity() -> ColumnElement[bool]:
    """Return the condition that joins a record to its thank-you letter, one that was cancelled left out."""
    return (
        (Task.subject_id == Activity.id)
        & (Task.subject_type == "activity")
        & (Task.kind == TaskKind.THANK_YOU)
        & (Task.outcome.is_(None) | (Task.outcome == TaskOutcome.DONE))
    )


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One first contact and what became of its letter."""

    activity_id: int
    number: str
    started_at: datetime
    customer: str
    customer_id: int
    author: str
    due_at: datetime | None
    sent_at: datetime | None
    noted_at: datetime | None
    has_opportunity: bool

    @property
    def in_time(self) -> bool | None:
        """Whether the letter left in time; none while it may still, or where its time was typed later."""
        if not self.sent_at or not self.due_at or self.noted_at:
            return None
        return not is_late(self.due_at, self.sent_at)


def letters(
    user: User, start: datetime, end: datetime, now: datetime, *, show: str = "", cursor: str | None = None, size: int = 100,
    only: ColumnElement[bool] | None = None,
) -> pages.Page[LetterRow]:  # fmt: skip
    """Return a page of the records behind the figures of first contacts, newest first (R10); all, or those of some letters.

    ``only`` narrows them down further.
    """
    query: Select = (
        made_between(user, start, end)
        .join(Customer, Customer.id == Activity.customer_id)
        .join(User, User.id == Activity.created_by_id)
        .outerjoin(Task, letter_of_activity())
        .with_only_columns(
            Activity.id, Activity.number, Activity.started_at, func.coalesce(Customer.short_name, Customer.full_name),
            Customer.id, User.name, Task.due_at, Task.done_at, Task.noted_at, HAS_OPPORTUNITY,
        )
        .order_by(Activity.started_at.desc(), Activity.id.desc())
    )  # fmt: skip
    if show in set(Shown):
        query = query.where(shown(Shown(show), now))
    if only is not None:
        query = query.where(only)
    after = pages.read(cursor, params.moment, params.record_id)
    if after is not None:
        query = query.where(pages.beyond(Activity.started_at, Activity.id, after, descending=True))
    rows = [LetterRow(*row) for row in db.session.execute(query.limit(size + 1))]
    return pages.cut(rows, size, lambda row: (row.started_at.isoformat(), row.activity_id))
