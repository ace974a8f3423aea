"""Follow-ups by rhythm that join the round of calls: opportunities of one's own that are due by the end of today (R30–R33)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import String, cast, literal, select

from salesapp.accounts.models import User
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.rules import RHYTHM, Callee, Result
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities import queries as opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.web import clock


def due(user: User, now: datetime, *, most: int) -> Iterator[Callee]:
    """Yield one's open opportunities that are due and with whose customer nothing else is agreed; once reached, not again."""
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
    query = (
        select(Opportunity.id, Opportunity.customer_id, Opportunity.name, Opportunity.next_due_on, Opportunity.key_contact_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(
            Opportunity.owner_id == user.id, Opportunity.status == Status.OPEN, Opportunity.next_due_on <= today,
            Customer.voided_at.is_(None), ~agreed.exists(), ~answered.exists(),
        )
        .order_by(Opportunity.next_due_on, Opportunity.id)
        .limit(most)
    )  # fmt: skip
    for row in db.session.execute(query):
        yield Callee(
            f"{RHYTHM}-{row.id}", row.customer_id, clock.end_of(row.next_due_on), row.name, contact_id=row.key_contact_id
        )  # fmt: skip


def find(opportunity_id: int, user: User) -> Opportunity | None:
    """Return an opportunity that this person is to follow up."""
    found = opportunities.find(opportunity_id, user)
    return found if found is not None and found.owner_id == user.id and found.status == Status.OPEN else None
