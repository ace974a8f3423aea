"""What was proposed to a customer or for an opportunity, and what was objected, in one look: its page tells both, twice."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Date, Select, String, Text, case, cast, literal, null, select, union_all
from sqlalchemy.types import TypeEngine

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.db import db
from salesapp.opportunities.access import seen_by
from salesapp.opportunities.models import Opportunity
from salesapp.proposals.models import Proposal
from salesapp.proposals.objections.models import CustomerObjection, ObjectionReply
from salesapp.proposals.objections.queries import Row
from salesapp.proposals.objections.rules import PENDING, State
from salesapp.proposals.queries import Line
from salesapp.proposals.rules import Status, version_words
from salesapp.statements import kept

#: How many of both the page of a record lists.
SHOWN = 16
PROPOSAL, OBJECTION = "proposal", "objection"


def told(kind: str, record_id: int, user: User) -> tuple[list[Line], list[Row]]:
    """Return the newest versions and objections of a record that a person sees, those to be answered first."""
    rows = db.session.execute(*_told(record_id, user, kind=kind)).all()
    lines = [
        Line(
            id=row.id, opportunity_id=row.opportunity_id, customer="", opportunity=row.opportunity, number=row.number,
            title=row.words, version=version_words(row.major, row.minor), status=Status(row.state), yearly=row.yearly,
            author=row.who, presented_on=row.day, updated_at=row.at,
        )
        for row in rows
        if row.what == PROPOSAL
    ]  # fmt: skip
    raised = [
        Row(
            row.id, row.opportunity_id, row.opportunity, "", row.who, row.words, row.kind, State(row.state), row.next_on,
            row.day, row.at, row.contact, row.points,
        )
        for row in rows
        if row.what == OBJECTION
    ]  # fmt: skip
    return sorted(lines, key=lambda line: -line.id), raised


@kept
def _told(record_id: int, user: User, *, kind: str) -> Select:
    about = Opportunity.id if kind == "opportunity" else Opportunity.customer_id
    # Whether one sees it is asked of the few of this record, not looked up in a list of all that one sees.
    seen = [about == record_id, seen_by(user)]
    both = union_all(_proposals().where(*seen), _objections().where(*seen)).subquery()
    waits = case((both.c.state.in_(PENDING) & (both.c.what == OBJECTION), 0), else_=1)
    return select(both).order_by(waits, both.c.at.desc(), both.c.id.desc()).limit(SHOWN)


def _proposals() -> Select:
    return (
        select(
            literal(PROPOSAL).label("what"), Proposal.id, Proposal.opportunity_id, Opportunity.name.label("opportunity"),
            Opportunity.number, User.name.label("who"), Proposal.title.label("words"), Proposal.status.label("state"),
            Proposal.presented_on.label("day"), _nothing("next_on", Date), Proposal.updated_at.label("at"),
            _nothing("kind", String), _nothing("contact", String), _nothing("points", Text), Proposal.major, Proposal.minor,
            Proposal.yearly,
        )
        .join(Opportunity, Opportunity.id == Proposal.opportunity_id)
        .join(User, User.id == Proposal.author_id)
    )  # fmt: skip


def _nothing(name: str, kind: type[TypeEngine]) -> ColumnElement:
    """Return a column of nothing, of the kind that objections have there."""
    return cast(null(), kind).label(name)


def _objections() -> Select:
    last = select(ObjectionReply.points).where(ObjectionReply.objection_id == CustomerObjection.id)
    return (
        select(
            literal(OBJECTION), CustomerObjection.id, CustomerObjection.opportunity_id, Opportunity.name, Opportunity.number,
            User.name, CustomerObjection.words, CustomerObjection.state, CustomerObjection.raised_on,
            CustomerObjection.next_on, CustomerObjection.created_at, CustomerObjection.kind, Contact.name,
            last.order_by(ObjectionReply.id.desc()).limit(1).scalar_subquery(), null(), null(), null(),
        )
        .join(Opportunity, Opportunity.id == CustomerObjection.opportunity_id)
        .join(User, User.id == Opportunity.owner_id)
        .outerjoin(Contact, Contact.id == CustomerObjection.contact_id)
    )  # fmt: skip
