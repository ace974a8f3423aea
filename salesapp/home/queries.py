"""A day's work out of every capability, the team's lateness, and a new colleague's first steps (R2, R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, literal, select, union_all

from salesapp.accounts.models import User
from salesapp.activities import queries as activities
from salesapp.activities.models import Activity, Task
from salesapp.contracts import queries as contracts
from salesapp.contracts.handoff import WAITED_FOR
from salesapp.contracts.models import Contract, Handoff
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.register.models import PrintedSheet
from salesapp.home.rules import FOLLOW_UP, Day, in_order
from salesapp.opportunities import queries as opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.rights.rules import BUSINESS
from salesapp.web import clock

SELLING = ("rep", "supervisor", "director")


def day(user: User, now: datetime) -> Day:
    """Return what a person must do today, from every capability, in order of urgency."""
    if user.role in ("admin", "auditor"):
        return in_order([])
    follow_ups = opportunities.todo(user, now) if user.role in SELLING else []
    todos = [*activities.todo(user, now), *follow_ups, *contracts.todo(user, now)]
    listed = sum(todo.kind == FOLLOW_UP for todo in follow_ups)
    return in_order(todos, beyond=opportunities.beyond(user, now, listed=listed))


def next_handoff(user: User) -> tuple[int, str, date] | None:
    """Return the hand-off that is due next: (contract, its number, the day), if there is an open one."""
    query = (
        contracts.visible_to(user)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(Handoff.status.in_(WAITED_FOR))
        .with_only_columns(Contract.id, Contract.number, Handoff.due_on)
        .order_by(None)
        .order_by(Handoff.due_on, Contract.id)
        .limit(1)
    )
    row = db.session.execute(query).first()
    return tuple(row) if row else None


# --------------------------------------------------------------------------------------- the team


@dataclass(frozen=True, slots=True)
class Late:
    """How much of one colleague's work is overdue, by kind."""

    user_id: int
    name: str
    follow_ups: int
    handoffs: int
    tasks: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.follow_ups + self.handoffs + self.tasks


def team(user: User, now: datetime, today: date) -> list[Late]:
    """Return what is overdue for each colleague of the team, most first; for the director of every team (R3)."""
    counts: dict[tuple[int, str], int] = {}
    for user_id, kind, count in db.session.execute(_lateness(_people(user), now, today)):
        counts[user_id, kind] = count
    people = select(User.id, User.name).where(User.id.in_(_people(user))).order_by(User.id)
    rows = [
        Late(user_id, name, *(counts.get((user_id, kind), 0) for kind in ("follow_ups", "handoffs", "tasks")))
        for user_id, name in db.session.execute(people)
    ]
    return sorted(rows, key=lambda row: -row.total)


def behind(user: User, now: datetime) -> list[Late]:
    """Return the colleagues of a supervisor's team, for a director of every team, who have something overdue (R33)."""
    if user.role not in ("supervisor", "director"):
        return []
    rows = team(user, now, clock.local(now).date())
    return [row for row in rows if row.total and row.user_id != user.id]


def reachable() -> list[User]:
    """Return everybody who works with customers and has an address for mails."""
    query = select(User).where(
        User.active, User.email.is_not(None), User.email != "", User.role.in_(BUSINESS)
    )
    return list(db.session.scalars(query.order_by(User.id)))


def _people(user: User) -> Select:
    people = select(User.id).where(User.active, User.role.in_(("rep", "supervisor")))
    return people if user.role == "director" else people.where(User.team_id == user.team_id)


def _lateness(people: Select, now: datetime, today: date):
    count = func.count()
    follow_ups = (
        select(Opportunity.owner_id, literal("follow_ups"), count)
        .where(
            Opportunity.status == "open", Opportunity.next_due_on < today, Opportunity.owner_id.in_(people)
        )
        .group_by(Opportunity.owner_id)
    )
    handoffs = (
        select(Contract.owner_id, literal("handoffs"), count)
        .join(Handoff, Handoff.contract_id == Contract.id)
        .where(Handoff.status.in_(WAITED_FOR), Handoff.due_on < today, Contract.owner_id.in_(people))
        .group_by(Contract.owner_id)
    )
    tasks = (
        select(Task.assignee_id, literal("tasks"), count)
        .where(Task.done_at.is_(None), Task.due_at < now, Task.assignee_id.in_(people))
        .group_by(Task.assignee_id)
    )
    return union_all(follow_ups, handoffs, tasks)


# ------------------------------------------------------------------------------------ the first steps


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What a new colleague has done already, of the five things that make the day work (R2)."""

    customer: bool
    contact: bool
    opportunity: bool
    contract: bool
    printed: bool

    @property
    def done(self) -> int:
        """How many of the five are done."""
        return sum((self.customer, self.contact, self.opportunity, self.contract, self.printed))

    @property
    def under_way(self) -> bool:
        """Whether the list still helps: until the first three are done."""
        return not (self.customer and self.contact and self.opportunity)


def first_steps(user: User) -> FirstSteps:
    """Return how far a person has come."""

    def some(model, condition):
        return select(model.id).where(condition).exists()

    query = select(
        some(Customer, Customer.owner_id == user.id),
        some(Activity, Activity.created_by_id == user.id),
        some(Opportunity, Opportunity.owner_id == user.id),
        some(Contract, Contract.owner_id == user.id),
        some(PrintedSheet, PrintedSheet.by_id == user.id),
    )
    return FirstSteps(*(bool(flag) for flag in db.session.execute(query).one()))
