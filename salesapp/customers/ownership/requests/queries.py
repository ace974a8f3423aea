"""Wishes for another owner, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.approvals import queries as approvals
from salesapp.approvals.access import holders, role_words
from salesapp.customers.models import Customer
from salesapp.customers.ownership.requests.models import OwnerRequest
from salesapp.db import db
from salesapp.rights.rules import SALES


def hold(request_id: int) -> None:
    """Hold the customer of a wish until the commit, as whoever gives it away does first of all."""
    query = select(Customer.id).join(OwnerRequest, OwnerRequest.customer_id == Customer.id)
    db.session.execute(
        query.where(OwnerRequest.id == request_id).with_for_update(key_share=True, of=Customer)
    )


def load(request_id: int) -> OwnerRequest | None:
    """Return one wish, whoever asks."""
    return db.session.get(OwnerRequest, request_id)


def open_of(customer_id: int) -> OwnerRequest | None:
    """Return the wish that is being decided for a customer, if one is."""
    query = select(OwnerRequest).where(
        OwnerRequest.customer_id == customer_id, OwnerRequest.ended_at.is_(None)
    )
    return db.session.scalars(query.limit(1)).unique().one_or_none()


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish that is being decided: for whom, in which round, and whose decision it waits for."""

    to: str
    approval_id: int
    waits_for: Sequence[str]


def asked(customer_id: int) -> Asked | None:
    """Return the wish for another owner on which somebody is to decide, if there is one; a seat nobody fills by its role."""
    wish = open_of(customer_id)
    round_ = approvals.latest("owner_request", wish.id) if wish else None
    if wish is None or round_ is None:
        return None
    seats = [(seat, holders(seat)) for seat in round_.open_seats]
    names = [[one.name for one in people] or [role_words(seat)] for seat, people in seats]
    return Asked(wish.to.name, round_.id, [name for each in names for name in each])


def running(now: datetime) -> Select:
    """Select the wishes that are being decided, each with its customer and who asked."""
    asker = aliased(User)
    query = select(
        OwnerRequest.id, Customer.id.label("record"), Customer.number, Customer.full_name.label("words"),
        asker.name.label("owner"),
    )  # fmt: skip
    query = query.join(Customer, Customer.id == OwnerRequest.customer_id)
    query = query.join(asker, asker.id == OwnerRequest.by_id).where(OwnerRequest.ended_at.is_(None))
    return query.order_by(OwnerRequest.id)


def these(ids: Sequence[int]) -> Sequence[OwnerRequest]:
    """Return some wishes, whoever asks."""
    query = select(OwnerRequest).where(OwnerRequest.id.in_(ids)).order_by(OwnerRequest.id)
    return db.session.scalars(query).unique().all()


def possible(customer: Customer) -> Sequence[User]:
    """Return who could be asked for: the salespeople of the present owner's team, but for the owner."""
    query = (
        select(User).where(User.active, User.role.in_(SALES), User.id != customer.owner_id).order_by(User.id)
    )
    if customer.owner is not None:
        query = query.where(User.team_id == customer.owner.team_id)
    return db.session.scalars(query).unique().all()
