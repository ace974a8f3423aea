"""Quotations, read: one, a list, those of an opportunity, the versions of a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.access import reach
from salesapp.opportunities.models import Opportunity
from salesapp.quotations.access import seen_by, visible_to
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.models import Quotation
from salesapp.quotations.rules import IN_FORCE, OPEN, Status
from salesapp.statements import kept
from salesapp.web import pages, params

PAGE = 50
#: How many opportunities are offered to be quoted for, the latest changed first.
MOST = 100
#: Which quotations a list shows.
VIEWS = ("", "draft", "approving", "in_force", "ending", "ended")


def load(quotation_id: int) -> Quotation | None:
    """Return one quotation with all that belongs to it, whoever asks."""
    return db.session.scalar(_whole(select(Quotation).where(Quotation.id == quotation_id)))


def _whole(query: Select) -> Select:
    return query.options(
        joinedload(Quotation.opportunity).joinedload(Opportunity.owner), joinedload(Quotation.customer),
        joinedload(Quotation.contact), joinedload(Quotation.owner), joinedload(Quotation.copied_from),
        selectinload(Quotation.lines).joinedload(QuotationLine.product),
    )  # fmt: skip


def find(quotation_id: int, user: User, *, to_change: bool = False) -> Quotation | None:
    """Return one quotation that a person may see; to be changed, it is held until the commit."""
    if to_change:
        hold(quotation_id)
    return db.session.scalar(_whole(visible_to(user).where(Quotation.id == quotation_id)))


def hold(quotation_id: int) -> None:
    """Hold a quotation until the commit: of two who change it at once the second waits."""
    db.session.execute(select(Quotation.id).where(Quotation.id == quotation_id).with_for_update())


def versions(number: str) -> Sequence[Quotation]:
    """Return the versions of a number, the newest first."""
    query = select(Quotation).where(Quotation.number == number).options(joinedload(Quotation.owner))
    return db.session.scalars(query.order_by(Quotation.revision.desc())).unique().all()


def newest_in_force(opportunity_id: int) -> Quotation | None:
    """Return the quotation of an opportunity that was agreed to last and still binds us."""
    query = select(Quotation).where(
        Quotation.opportunity_id == opportunity_id, Quotation.status.in_(IN_FORCE)
    )
    query = query.order_by(Quotation.approved_at.desc(), Quotation.id.desc()).limit(1)
    return db.session.scalar(_whole(query))


def newer_than(quotation: Quotation) -> Quotation | None:
    """Return the newest version of the same number that was agreed to after this one."""
    query = select(Quotation).where(
        Quotation.number == quotation.number, Quotation.revision > quotation.revision,
        Quotation.status.not_in((Status.DRAFT, Status.APPROVING)),
    )  # fmt: skip
    return db.session.scalar(query.order_by(Quotation.revision.desc()).limit(1))


def _rows() -> Select:
    owner = aliased(User)
    return (
        select(
            Quotation.id, Quotation.number, Quotation.revision, Quotation.status, Quotation.gross, Quotation.valid_until,
            Quotation.quoted_on, Quotation.opportunity_id, Opportunity.name.label("opportunity"),
            func.coalesce(Customer.short_name, Customer.full_name).label("customer"), owner.name.label("owner"),
        )
        .join(Opportunity, Opportunity.id == Quotation.opportunity_id)
        .join(Customer, Customer.id == Quotation.customer_id)
        .join(owner, owner.id == Quotation.owner_id)
    )  # fmt: skip


def listed(
    user: User, view: str, words: str, today: date, *, warn_days: int, after: int | None
) -> Sequence[Any]:
    """Return a page of quotations and one more, the newest first."""
    query = _rows().where(seen_by(user), _view(view, today, warn_days))
    if words:
        query = query.where(named(words))
    if after is not None:
        query = query.where(Quotation.id < after)
    return db.session.execute(query.order_by(Quotation.id.desc()).limit(PAGE + 1)).all()


def named(words: str) -> ColumnElement[bool]:
    """Match a part of the number, of the customer's or of the opportunity's name."""
    columns = (Quotation.number, Customer.full_name, func.coalesce(Customer.short_name, ""), Opportunity.name)
    return or_(*(func.lower(column).contains(words.lower(), autoescape=True) for column in columns))


def _view(view: str, today: date, warn_days: int) -> ColumnElement[bool]:
    if view == "ending":
        return Quotation.status.in_(IN_FORCE) & (Quotation.valid_until <= today + timedelta(days=warn_days))
    wanted: dict[str, Sequence[Status]] = {
        "": tuple(Status), "draft": (Status.DRAFT,), "approving": (Status.APPROVING,), "in_force": IN_FORCE,
        "ended": tuple(one for one in Status if one not in OPEN),
    }  # fmt: skip
    return Quotation.status.in_(wanted[view])


def of_opportunity(opportunity_id: int, user: User) -> Sequence[Any]:
    """Return the quotations of an opportunity that a person sees, the newest first, and on each row who runs it.

    Where there is none, one row has no id: it still says whether one may be drawn up.
    """
    return db.session.execute(*_of_opportunity(opportunity_id, user)).all()


@kept
def _of_opportunity(opportunity_id: int, user: User) -> Select:
    runner = aliased(User)
    found = _rows().where(Quotation.opportunity_id == opportunity_id, seen_by(user)).subquery()
    query = (
        select(
            *found.c, Opportunity.status.label("standing"), Opportunity.owner_id.label("runner_id"),
            runner.team_id.label("runner_team"),
        )
        .select_from(Opportunity)
        .join(runner, runner.id == Opportunity.owner_id)
        .outerjoin(found, found.c.opportunity_id == Opportunity.id)
        .where(Opportunity.id == opportunity_id)
    )  # fmt: skip
    return query.order_by(found.c.id.desc())


def startable(user: User) -> Sequence[Any]:
    """Return the open opportunities for which a person may quote: (id, number, name, customer)."""
    order = Opportunity.updated_at.desc(), Opportunity.id.desc()
    picks = [
        select(Opportunity.id)
        .where(branch, Opportunity.status == "open")
        .order_by(*order)
        .limit(MOST)
        .subquery()
        for branch in reach(user).branches
    ]
    columns = Opportunity.id, Opportunity.number, Opportunity.name, Opportunity.amount
    query = (
        select(*columns, Customer.full_name.label("customer"))
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(or_(*(Opportunity.id.in_(select(pick.c.id)) for pick in picks)))
        .order_by(*order)
        .limit(MOST)
    )
    return db.session.execute(query).all()


def lapsed_on(today: date) -> Sequence[Quotation]:
    """Return what still binds us though its last day has passed."""
    query = select(Quotation).where(Quotation.status.in_(IN_FORCE), Quotation.valid_until < today)
    return db.session.scalars(query.order_by(Quotation.id)).all()


def these(ids: Sequence[int]) -> Sequence[Quotation]:
    """Return some quotations, whoever asks."""
    query = _whole(select(Quotation).where(Quotation.id.in_(ids)))
    return db.session.scalars(query.order_by(Quotation.id)).unique().all()


def running(now: Any) -> Select:
    """Select the quotations that somebody still works with, as what hangs on their owner, customer and opportunity."""
    query = select(
        Quotation.id,
        Quotation.id.label("record"),
        Quotation.number,
        Opportunity.name.label("words"),
        User.name.label("owner"),
    )
    query = query.join(Opportunity, Opportunity.id == Quotation.opportunity_id).join(
        User, User.id == Quotation.owner_id
    )
    return query.where(Quotation.status.in_(OPEN)).order_by(Quotation.id)


def cursor(text: str | None) -> int | None:
    """Return after which quotation a page begins."""
    after = pages.read(text, params.record_id)
    return after[0] if after else None
