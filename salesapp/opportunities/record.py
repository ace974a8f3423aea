"""One opportunity as its own page and its sheets show it: the whole file, the grade, and what changed (F06, F07)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities import cadence, grading, policies, rules
from salesapp.opportunities.cards import Pace, Yardstick, title
from salesapp.opportunities.history import FollowUp, GradeChange, OpportunityCollaborator, StageChange
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.sight import may_change, visible_to
from salesapp.playbook.queries import label
from salesapp.web import clock


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works along."""

    id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: a move, an ending, a new grade, amount, date, win rate or owner."""

    at: datetime
    field: str
    before: str | None
    after: str
    reason: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """The whole file of one opportunity, plain values only."""

    id: int
    number: str
    name: str
    title: str
    customer_id: int
    customer: str
    customer_full_name: str
    key_contact_id: int | None
    contact: str | None
    contact_note: str | None
    owner_id: int
    owner: str
    collaborators: tuple[Colleague, ...]
    need: str
    product_type: str
    product_words: str
    amount: Decimal
    expected_close_on: date
    expected_overdue: bool
    budget_score: int
    chain_score: int
    urgency_score: int
    amount_score: int
    total_score: Decimal
    suggested_grade: str
    grade: str
    grade_reason: str | None
    stage: str
    stage_days: int
    win_rate: int
    win_rate_reason: str | None
    competitors: str | None
    support_needed: str | None
    decision: str | None
    decision_by: str | None
    decision_at: datetime | None
    approval_with: str | None
    status: str
    closed_on: date | None
    close_reason: str | None
    close_words: str
    close_note: str | None
    recontact_on: date | None
    last_follow_up_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int
    pace: Pace
    may_change: bool
    may_decide: bool
    by_contract: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.status == rules.OPEN


_DECIDER = aliased(User)  # made once: an alias costs more than the query that uses it


def card(opportunity_id: int, user: User, now: datetime | None = None) -> Record | None:
    """Return the whole file of one opportunity, if this person may see it."""
    now = now or clock.now()
    query = (
        visible_to(user)
        .where(Opportunity.id == opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(User, User.id == Opportunity.owner_id)
        .outerjoin(Contact, Contact.id == Opportunity.key_contact_id)
        .outerjoin(_DECIDER, _DECIDER.id == Opportunity.decision_by_id)
        .with_only_columns(
            *Opportunity.__table__.c, Customer.short_name, Customer.full_name, Customer.core_name,
            User.name.label("owner"), User.team_id.label("team_id"), Contact.name.label("contact"),
            Contact.title.label("contact_title"), Contact.department, _DECIDER.name.label("decider"),
        )
    )  # fmt: skip
    row = db.session.execute(query).first()
    return _record(row, user, Yardstick.of(now)) if row else None


def _record(row, user: User, yardstick: Yardstick) -> Record:
    customer = row.short_name or row.full_name
    leads = user.role == "director" or (user.role == "supervisor" and user.team_id == row.team_id)
    copied = {
        name: getattr(row, name)
        for name in Record.__dataclass_fields__
        if name in Opportunity.__table__.c and name != "updated_at"
    }
    return Record(
        **copied, updated_at=row.updated_at, title=title(customer, row.core_name, row.name), customer=customer,
        customer_full_name=row.full_name, contact=row.contact, owner=row.owner,
        contact_note=" ".join(part for part in (row.department, row.contact_title) if part) or None,
        collaborators=_collaborators(row.id), product_words=label("product_type", row.product_type),
        expected_overdue=row.status == rules.OPEN and row.expected_close_on < yardstick.today,
        stage_days=max((yardstick.today - clock.local(row.stage_since).date()).days, 0),
        decision_by=row.decider, close_words=label("close_reason", row.close_reason), pace=yardstick.pace(row),
        may_change=may_change(user), may_decide=leads and user.id != row.owner_id,
        by_contract=row.status == rules.WON and row.close_reason is None,
    )  # fmt: skip


def _collaborators(opportunity_id: int) -> tuple[Colleague, ...]:
    query = (
        select(User.id, User.name, User.role)
        .join(OpportunityCollaborator, OpportunityCollaborator.user_id == User.id)
        .where(OpportunityCollaborator.opportunity_id == opportunity_id)
        .order_by(OpportunityCollaborator.id)
    )
    return tuple(Colleague(*row) for row in db.session.execute(query))


def changes(opportunity_id: int, *, fields: Sequence[str] = (), limit: int = 200) -> list[Change]:
    """Return what changed of an opportunity that the caller found for its reader, the latest first."""
    moves = select(
        StageChange.at, literal("stage").label("field"), StageChange.before, StageChange.after, StageChange.reason,
        StageChange.by_id, StageChange.id,
    ).where(StageChange.opportunity_id == opportunity_id)  # fmt: skip
    grades = select(
        GradeChange.at, GradeChange.field, GradeChange.before, GradeChange.after, GradeChange.reason,
        GradeChange.by_id, GradeChange.id,
    ).where(GradeChange.opportunity_id == opportunity_id)  # fmt: skip
    both = union_all(moves, grades).subquery()
    query = (
        select(both.c.at, both.c.field, both.c.before, both.c.after, both.c.reason, User.name)
        .outerjoin(User, User.id == both.c.by_id)
        .order_by(both.c.at.desc(), both.c.id.desc())
        .limit(limit)
    )
    if fields:
        query = query.where(both.c.field.in_(fields))
    return [Change(*row) for row in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class Quota:
    """How many follow-ups a period asked for and how many there were, on different days (F07 应跟进/已跟进)."""

    due: int
    done: int


def follow_up_days(opportunity_id: int, first: date, last: date) -> set[date]:
    """Return the days on which an opportunity was followed up."""
    query = select(FollowUp.day).where(
        FollowUp.opportunity_id == opportunity_id, FollowUp.day >= first, FollowUp.day <= last
    )
    return set(db.session.scalars(query.distinct()))


def quota_of(record: Record, first: date, last: date) -> Quota:
    """Return how many follow-ups fell due between two days, by the grade it had on each, and how many there were."""
    policy, calendar, due = policies.cadence(), work_calendar(), 0
    for grade, since, until in grade_spans(record, first, last):
        due += cadence.expected(grade, since, until, calendar, policy)
    return Quota(due, len(follow_up_days(record.id, first, last)))


def grade_spans(record: Record, first: date, last: date) -> list[tuple[str, date, date]]:
    """Return the grades between two days while it was open, from the day after its opening on."""
    opened = clock.local(record.created_at).date()
    first, last = max(first, opened + cadence.DAY), min(last, record.closed_on or last)
    steps = [
        (clock.local(change.at).date(), change.after)
        for change in reversed(changes(record.id, fields=("grade",)))
    ]
    steps = steps or [(opened, record.grade)]
    spans = []
    for n, (since, grade) in enumerate(steps):
        until = steps[n + 1][0] - cadence.DAY if n + 1 < len(steps) else last
        since, until = max(since, first) if n else first, min(until, last)
        if since <= until:
            spans.append((grade, since, until))
    return spans


def opened_between(user: User, start: datetime, end: datetime) -> int:
    """Return how many opportunities a person may see were opened in a period."""
    seen = visible_to(user).with_only_columns(func.count(Opportunity.id))
    return db.session.scalar(seen.where(Opportunity.created_at >= start, Opportunity.created_at < end)) or 0


def suggestion(record: Record, today: date) -> grading.Suggestion:
    """Return what the system suggests for an opportunity today."""
    return grading.suggest(
        budget=record.budget_score, chain=record.chain_score, urgency=record.urgency_score, amount=record.amount,
        expected_on=record.expected_close_on, today=today, grading=policies.grading(),
    )  # fmt: skip
