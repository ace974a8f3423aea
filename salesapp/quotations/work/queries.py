"""What quotations ask for: to see to one that ends soon, to mend one that was returned or refused (F09)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.approvals.objections.queries import objections
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.quotations.models import Quotation
from salesapp.quotations.rules import IN_FORCE, QUOTATION, Status, label
from salesapp.quotations.work.rules import ENDING, STOPPED
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch


def askers() -> Select:
    """Select the quotations that may ask for something: what binds us, and drafts."""
    return select(Quotation.id).where(Quotation.status.in_((*IN_FORCE, Status.DRAFT)))


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these quotations ask for now."""
    query = (
        askers()
        .add_columns(
            Quotation.number, Quotation.revision, Quotation.status, Quotation.valid_until, Quotation.owner_id, Quotation.gross,
            Quotation.approved_at, Quotation.created_at, Quotation.updated_at,
            func.coalesce(Customer.short_name, Customer.full_name).label("customer"),
        )
        .join(Customer, Customer.id == Quotation.customer_id)
        .where(Quotation.id.in_(ids))
    )  # fmt: skip
    rows = db.session.execute(query).all()
    drafts = [row.id for row in rows if row.status == Status.DRAFT]
    objected = objections(QUOTATION, drafts) if drafts else {}
    for row in rows:
        if row.status in IN_FORCE:
            yield _ending(row)
        elif row.id in objected:
            yield _stopped(row, objected[row.id].within)


def _ending(row: Row) -> Item:
    """Ask the owner, once, from so many days before the last one."""
    first = row.valid_until - timedelta(days=policy("quotation_warn_days"))
    return _item(
        row,
        ENDING,
        since=row.approved_at or row.created_at,
        shown_from=clock.at(first),
        due_at=clock.end_of(row.valid_until),
    )


def _stopped(row: Row, said: str) -> Item:
    return _item(row, STOPPED, since=row.updated_at, shown_from=row.updated_at, due_at=None, said=said)


def _item(row: Row, kind: str, *, said: str = "", **values: Any) -> Item:
    facts = {
        "number": label(row.number, row.revision),
        "customer": row.customer,
        "gross": str(row.gross),
        "said": said,
    }
    return Item(
        kind=kind, subject_type=QUOTATION, subject_id=row.id, user_id=row.owner_id, facts=facts, **values
    )


def about(kind: str) -> Any:
    """Return the column that names the record of a kind on which the work hangs."""
    return {"customer": Quotation.customer_id, "opportunity": Quotation.opportunity_id}.get(kind)


def _of_round(approval: Approval) -> Collection[int]:
    return [approval.subject_id] if approval.subject_type == QUOTATION else []


SOURCE = Source(
    subject_type=QUOTATION,
    derive=derive,
    askers=askers,
    about=about,
    touched_by={
        Quotation: Touch(lambda row: [row.id]),
        Approval: Touch(_of_round),
        Customer: Touch(lambda row: askers().where(Quotation.customer_id == row.id), CALLED_BY),
        User: Touch(lambda user: askers().where(Quotation.owner_id == user.id), ("name",)),
    },
)
