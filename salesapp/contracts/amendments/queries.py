"""Amendments, read: one with its contract, its files, and what they ask of whoever keeps the contract."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, select

from salesapp.accounts.models import User
from salesapp.contracts.access import seen_by
from salesapp.contracts.amendments.models import Amendment
from salesapp.contracts.amendments.rules import EDITABLE, OPEN, Status
from salesapp.contracts.approval.rules import TEXT
from salesapp.contracts.lists.queries import SHORT_CUSTOMER
from salesapp.contracts.models import Contract
from salesapp.customers.models import CALLED_BY, Customer
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.web import clock
from salesapp.work.kinds.rules import Item, Source, Touch

TYPE = "contract_amendment"
ASKS = "amendment"


def load(amendment_id: int) -> Amendment | None:
    """Return an amendment, whoever asks."""
    return db.session.get(Amendment, amendment_id)


def hold(amendment_id: int) -> None:
    """Hold an amendment until the commit: whoever else changes it waits."""
    db.session.execute(select(Amendment.id).where(Amendment.id == amendment_id).with_for_update())


def find(contract: Contract, amendment_id: int) -> Amendment | None:
    """Return one amendment of a contract that was found within what a person sees."""
    return next((each for each in contract.amendments if each.id == amendment_id), None)


def contract_of(amendment_id: int, user: User) -> int | None:
    """Return the contract of one amendment, as far as a person sees it."""
    query = select(Contract.id).join(Amendment, Amendment.contract_id == Contract.id)
    return db.session.scalar(query.where(Amendment.id == amendment_id, seen_by(user)))


def sees(amendment_id: int, user: User) -> bool:
    """Tell whether a person sees an amendment, and with it its files: whoever sees its contract."""
    return contract_of(amendment_id, user) is not None


def of_customer(customer_id: int, user: User) -> Select:
    """Select the amendments of a customer's contracts that a person sees."""
    seen = select(Contract.id).where(Contract.customer_id == customer_id, seen_by(user))
    return select(Amendment.id).where(Amendment.contract_id.in_(seen))


def files_approved(amendment: Amendment) -> Sequence[str]:
    """Return the SHA-256 of the files that an approval approves: all until it is given, then those of that time."""
    query = select(Attachment.sha256).where(
        Attachment.owner_type == TYPE, Attachment.owner_id == amendment.id, Attachment.removed_at.is_(None)
    )
    if amendment.approved_at is not None:
        query = query.where(Attachment.uploaded_at <= amendment.approved_at)
    return db.session.scalars(query).all()


def has_text(amendment: Amendment) -> bool:
    """Tell whether its own text is among its files."""
    query = select(Attachment.id).where(
        Attachment.owner_type == TYPE, Attachment.owner_id == amendment.id, Attachment.kind == TEXT,
        Attachment.removed_at.is_(None),
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def hanging(now: datetime) -> Select:
    """Select the amendments on their way as what hangs on contracts: (id, record, number, words, owner)."""
    query = select(
        Amendment.id, Amendment.id.label("record"), Amendment.number, Amendment.what.label("words"), User.name.label("owner")
    )  # fmt: skip
    return (
        query.join(User, User.id == Amendment.created_by_id)
        .where(Amendment.status.in_(OPEN))
        .order_by(Amendment.id)
    )


def askers() -> Select:
    """Select the amendments that ask for something: to be submitted, or to be signed."""
    query = select(Amendment.id).join(Contract, Contract.id == Amendment.contract_id)
    return query.where(Amendment.status.in_((*EDITABLE, Status.APPROVED)))


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these amendments ask of whoever owns their contracts."""
    query = (
        select(
            Amendment.id, Amendment.number, Amendment.status, Amendment.updated_at, Amendment.contract_id,
            Contract.owner_id, SHORT_CUSTOMER.label("customer"),
        )
        .join(Contract, Contract.id == Amendment.contract_id)
        .join(Customer, Customer.id == Contract.customer_id)
        .where(Amendment.id.in_(ids), Amendment.status.in_((*EDITABLE, Status.APPROVED)))
    )  # fmt: skip
    for row in db.session.execute(query):
        facts = {
            "number": row.number, "customer": row.customer, "contract": row.contract_id,
            "sign": row.status == Status.APPROVED,
        }  # fmt: skip
        yield Item(
            kind=ASKS, subject_type=TYPE, subject_id=row.id, user_id=row.owner_id, since=row.updated_at,
            shown_from=clock.at(clock.local(row.updated_at).date()), due_at=None, facts=facts,
        )  # fmt: skip


SOURCE = Source(
    subject_type=TYPE,
    derive=derive,
    askers=askers,
    about=lambda kind: {
        "contract": Amendment.contract_id,
        "customer": Contract.customer_id,
        "opportunity": Contract.opportunity_id,
    }.get(kind),
    touched_by={
        Amendment: Touch(lambda row: [row.id]),
        Contract: Touch(
            lambda row: askers().where(Amendment.contract_id == row.id), ("owner_id", "customer_id")
        ),
        Customer: Touch(lambda row: askers().where(Contract.customer_id == row.id), CALLED_BY),
    },
)
