"""Follow-ups by rhythm that join the round of calls: opportunities of one's own that are due by the end of today (R30–R33)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, Select, String, cast, literal, select

from salesapp.accounts.models import User
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.rules import RHYTHM, Callee, Result
from salesapp.activities.calls.sources.queries import columns
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers.models import Customer
from salesapp.opportunities import queries as opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.web import clock


def due(user: User, now: datetime, *, most: int) -> Select:
    """Select one's open opportunities that are due and with whose customer nothing else is agreed; once reached, not again."""
    today = clock.local(now).date()
    agreed = select(Task.id).where(
        Task.customer_id == Opportunity.customer_id,
        Task.kind == TaskKind.NEXT_CONTACT,
        Task.done_at.is_(None),
    )
    answered = select(Call.id).where(
        Call.by_id == user.id, Call.at >= clock.at(today), Call.undone_at.is_(None),
        Call.key == literal(f"{RHYTHM}-").concat(cast(Opportunity.id, String)),
        Call.result.in_((Result.REACHED, Result.REFUSED)),
    )  # fmt: skip
    told = columns(
        RHYTHM, Opportunity.id, customer_id=Opportunity.customer_id, contact_id=Opportunity.key_contact_id,
        day=Opportunity.next_due_on, words=Opportunity.name,
    )  # fmt: skip
    return (
        select(*told)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(
            Opportunity.owner_id == user.id, Opportunity.status == Status.OPEN, Opportunity.next_due_on <= today,
            Customer.voided_at.is_(None), ~agreed.exists(), ~answered.exists(),
        )
        .order_by(Opportunity.next_due_on, Opportunity.id)
        .limit(most)
    )  # fmt: skip


def callee(row: Row) -> Callee:
    """Return one of them as somebody to call, by the end of its day."""
    return Callee(
        f"{RHYTHM}-{row.id}", row.customer_id, clock.end_of(row.day), row.words, contact_id=row.contact_id
    )


def find(opportunity_id: int, user: User) -> Opportunity | None:
    """Return an opportunity that this person is to follow up."""
    found = opportunities.find(opportunity_id, user)
    return found if found is not None and found.owner_id == user.id and found.status == Status.OPEN else None
