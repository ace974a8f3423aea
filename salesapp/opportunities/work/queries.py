"""What opportunities ask for: a follow-up by a day (R30–R33), an answer where their file was returned or vetoed (F06)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import Row, Select, select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.approvals.objections.queries import objections
from salesapp.approvals.objections.rules import Objection
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.opportunities.cards.queries import title
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import FILE, Decision, Status
from salesapp.opportunities.work.rules import FOLLOW_UP, PASSED, REGRADE, STOPPED_FILE
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

OPPORTUNITY = "opportunity"


def askers() -> Select:
    """Select the opportunities that may ask for something: the open ones."""
    return select(Opportunity.id).where(Opportunity.status == Status.OPEN)


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these opportunities ask for now."""
    query = (
        select(
            Opportunity.id, Opportunity.name, Opportunity.customer_id, Opportunity.owner_id, Opportunity.grade,
            Opportunity.stage, Opportunity.created_at, Opportunity.next_due_on,
            Opportunity.week_of, Opportunity.week_quota, Opportunity.week_count, Opportunity.last_follow_up_at,
            Opportunity.approval_with, Opportunity.decision, Opportunity.updated_at,
            Opportunity.expected_close_on, Opportunity.suggested_grade, Opportunity.regrade_since, Opportunity.redate_since,
            Customer.short_name, Customer.full_name, Customer.core_name,
            Contact.name.label("contact"), User.name.label("owner"), User.team_id,
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(User, User.id == Opportunity.owner_id)
        .outerjoin(Contact, Contact.id == Opportunity.key_contact_id)
        .where(Opportunity.id.in_(ids), Opportunity.status == Status.OPEN)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    objected = _objected(rows)
    for row in rows:
        if row.next_due_on is not None:
            yield _follow_up(row)
        if row.id in objected:
            yield _stopped(row, objected[row.id])
        if row.regrade_since is not None:
            yield _regrade(row)
        if row.redate_since is not None:
            yield _passed(row)


def _objected(rows: Sequence[Row]) -> dict[int, Objection]:
    """Return who returned or vetoed which of these files and why; what is agreed is not asked about."""
    undecided = [row.id for row in rows if row.decision != Decision.AGREE]
    return objections(FILE, undecided) if undecided else {}


def _titled(row: Row) -> str:
    return title(row.short_name or row.full_name, row.core_name, row.name)


def _stopped(row: Row, objection: Objection) -> Item:
    return Item(
        kind=STOPPED_FILE, subject_type=OPPORTUNITY, subject_id=row.id, user_id=row.owner_id, since=row.updated_at,
        shown_from=row.updated_at, due_at=None, facts={"title": _titled(row), "objection": asdict(objection)},
    )  # fmt: skip


def _regrade(row: Row) -> Item:
    """Ask to confirm the grade, or to say why it stays, once another one is suggested (R28)."""
    return Item(
        kind=REGRADE, subject_type=OPPORTUNITY, subject_id=row.id, user_id=row.owner_id, since=row.regrade_since,
        shown_from=row.regrade_since, due_at=None, grade=row.grade,
        facts={"title": _titled(row), "grade": row.grade, "suggested": row.suggested_grade},
    )  # fmt: skip


def _passed(row: Row) -> Item:
    """Ask for another expected date, and why, from when the expected one has passed (R28)."""
    return Item(
        kind=PASSED, subject_type=OPPORTUNITY, subject_id=row.id, user_id=row.owner_id, since=row.redate_since,
        shown_from=row.redate_since, due_at=clock.end_of(row.expected_close_on), grade=row.grade, facts={"title": _titled(row)},
    )  # fmt: skip


def _follow_up(row: Row) -> Item:
    facts = {
        "title": _titled(row),
        "customer_id": row.customer_id,
        "contact": row.contact,
        "stage": row.stage,
        "approval_with": row.approval_with,
        "week_of": row.week_of.isoformat() if row.week_of else None,
        "week_quota": row.week_quota,
        "week_count": row.week_count,
        "followed_up": row.last_follow_up_at is not None,
    }
    return Item(
        kind=FOLLOW_UP, subject_type=OPPORTUNITY, subject_id=row.id, user_id=row.owner_id,
        since=row.last_follow_up_at or row.created_at, shown_from=clock.at(row.next_due_on),
        due_at=clock.end_of(row.next_due_on), grade=row.grade, facts=facts,
    )  # fmt: skip


def _open(**known: int) -> Select:
    return askers().filter_by(**known)


SOURCE = Source(
    subject_type=OPPORTUNITY,
    derive=derive,
    askers=askers,
    about={OPPORTUNITY: Opportunity.id}.get,
    touched_by={
        Opportunity: Touch(lambda row: [row.id]),
        Approval: Touch(lambda row: [row.subject_id] if row.subject_type == FILE else []),
        Customer: Touch(lambda row: _open(customer_id=row.id), (*CALLED_BY, "core_name")),
        Contact: Touch(lambda row: _open(key_contact_id=row.id), ("name",)),
        User: Touch(lambda row: _open(owner_id=row.id), ("name", "team_id")),
    },
)
