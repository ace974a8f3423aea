"""What opportunities, their moves, reviews and follow-ups add to the sums of the pictures, read from the records (R24)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    select,
    type_coerce,
)

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.home.pictures.queries import CAUSE, SECTION
from salesapp.home.pictures.shares import rules
from salesapp.home.pictures.shares.rules import Deal, Share
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.reviews.queries import of_ending
from salesapp.web import clock

IDS: ColumnElement[Any] = bindparam("ids", expanding=True)
DUE = case((FollowUp.due_on.is_not(None), 1), else_=0) + FollowUp.missed
#: Of what has ended: what its contracts come to, else what was expected.
COUNTED = type_coerce(Opportunity.counts(), BigInteger)
BLOCK = 500
#: Of whom, and what is added to which sum.
Shares = Iterator[tuple[int, Share]]


def _files(*conditions: ColumnElement[bool]) -> Select:
    price = type_coerce(OpportunityReview.rival_price, BigInteger).label("theirs")
    return (
        select(
            Opportunity.id, Opportunity.owner_id, Opportunity.created_at, Opportunity.stage_since, Opportunity.status,
            Opportunity.stage, Opportunity.closed_on, Opportunity.grade, SECTION.label("section"), Customer.source_channel,
            CAUSE.label("cause"), OpportunityReview.rival, price, COUNTED.label("ours"),
        )
        .join(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(OpportunityReview, of_ending())
        .where(*conditions)
    )  # fmt: skip


def _moves(*conditions: ColumnElement[bool]) -> Select:
    columns = (StageChange.opportunity_id, StageChange.after, StageChange.at)
    query = select(*columns).join(Opportunity, Opportunity.id == StageChange.opportunity_id)
    return query.where(*conditions).order_by(StageChange.opportunity_id, StageChange.id)


def _talks(*conditions: ColumnElement[bool]) -> Select:
    groups = Opportunity.owner_id, FollowUp.day, FollowUp.on_time
    query = select(*groups, func.count(), func.sum(DUE))
    query = query.join(Opportunity, Opportunity.id == FollowUp.opportunity_id)
    return query.where(*conditions).group_by(*groups)


_FILES, _MOVES = _files(Opportunity.id.in_(IDS)), _moves(StageChange.opportunity_id.in_(IDS))
_TALKS = _talks(FollowUp.opportunity_id.in_(IDS))
_TALKS_BUT = _talks(
    FollowUp.opportunity_id.in_(IDS), FollowUp.id.not_in(bindparam("without", expanding=True))
)


def shares_of(connection: Connection, ids: Collection[int]) -> Shares:
    """Yield what some opportunities add to which sums of whom, but for their follow-ups."""
    if ids:
        asked = {"ids": sorted(ids)}
        yield from _of_files(connection.execute(_FILES, asked), connection.execute(_MOVES, asked))


def talks_of(connection: Connection, ids: Collection[int], *, without: Collection[int] = ()) -> Shares:
    """Yield what the follow-ups of some opportunities add to which sums of whom, some of them left out."""
    if ids and without:
        yield from _of_talks(connection.execute(_TALKS_BUT, {"ids": sorted(ids), "without": sorted(without)}))
    elif ids:
        yield from _of_talks(connection.execute(_TALKS, {"ids": sorted(ids)}))


def _of_files(files: Iterable[Any], moves: Iterable[Any]) -> Shares:
    passed = {of: [(row.after, row.at) for row in rows] for of, rows in groupby(moves, lambda row: row[0])}
    for row in files:
        one = Deal(
            opened_on=clock.local(row.created_at).date(), since=clock.local(row.stage_since).date(), status=row.status,
            stage=row.stage, closed_on=row.closed_on, grade=row.grade or "", section=row.section or "",
            source=row.source_channel or "", cause=row.cause, rival=row.rival, theirs=row.theirs, ours=row.ours,
            moves=passed.get(row.id, ()),
        )  # fmt: skip
        for share in rules.of_deal(one):
            yield row.owner_id, share


def _of_talks(rows: Iterable[Any]) -> Shares:
    for owner, day, on_time, many, due in rows:
        yield owner, rules.of_follow_ups(day, bool(on_time), int(many), int(due))


def of_owner(owner_id: int) -> Shares:
    """Yield what all opportunities of one owner add to which sums, some at a time."""
    query = select(Opportunity.id).where(Opportunity.owner_id == owner_id).order_by(Opportunity.id)
    connection, ids = db.session.connection(), db.session.scalars(query).all()
    for start in range(0, len(ids), BLOCK):
        yield from shares_of(connection, ids[start : start + BLOCK])
        yield from talks_of(connection, ids[start : start + BLOCK])


def of_those(condition: ColumnElement[bool]) -> Shares:
    """Yield what some opportunities add to which sums of whom."""
    ask = db.session.execute
    yield from _of_files(ask(_files(condition)), ask(_moves(condition)))
    yield from _of_talks(ask(_talks(condition)))
