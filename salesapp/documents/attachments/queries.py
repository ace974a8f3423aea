"""What is read of the files that belong to records."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import (
    ColumnExpressionArgument,
    ScalarSelect,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import joinedload

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments.access import may_see
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.attachments.rules import PICTURES
from salesapp.statements import kept


def of(owner_type: str, owner_id: int) -> list[Attachment]:
    """Return the attachments of one record, oldest first, without the removed ones."""
    return list(
        db.session.scalars(
            select(Attachment)
            .where(
                Attachment.owner_type == owner_type,
                Attachment.owner_id == owner_id,
                Attachment.removed_at.is_(None),
            )
            .options(joinedload(Attachment.uploaded_by))
            .order_by(Attachment.id)
        ).unique()
    )


@kept
def listed(owner_id: int, *, owner_type: str) -> Select:
    """Select what a list of a record's files shows, oldest first, without the removed ones."""
    return (
        select(
            Attachment.id, Attachment.name, Attachment.kind, Attachment.uploaded_at, User.name.label("uploaded_by"),
        )
        .join(User, User.id == Attachment.uploaded_by_id)
        .where(
            Attachment.owner_type == owner_type,
            Attachment.owner_id == owner_id,
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id)
    )  # fmt: skip


def among(owners: Mapping[str, Select[int]]) -> list[Attachment]:
    """Return the attachments of several records, newest first: ``owners`` selects their ids by kind of record."""
    conditions = [
        and_(Attachment.owner_type == kind, Attachment.owner_id.in_(ids)) for kind, ids in owners.items()
    ]
    query = select(Attachment).where(or_(*conditions), Attachment.removed_at.is_(None))
    return list(db.session.scalars(query.order_by(Attachment.id.desc())).unique())


def of_customer(customer_id: int, user: User) -> list[Attachment]:
    """Return a customer's files, and those of its records that a person sees, as the capabilities declare them."""
    declared = (part.files_of_customer for part in capability.installed())
    others = {kind: ids(customer_id, user) for kinds in declared for kind, ids in kinds.items()}
    return among({"customer": select(literal(customer_id)), **others})


def pictures_of(owner_type: str, owner_id: ColumnExpressionArgument[int]) -> ScalarSelect[str]:
    """Return the ids of a record's pictures as one text, to be selected beside the record: 3,7,12."""
    ids = func.aggregate_strings(cast(Attachment.id, String), ",")
    return (
        select(ids)
        .where(
            Attachment.owner_type == owner_type,
            Attachment.owner_id == owner_id,
            Attachment.removed_at.is_(None),
            Attachment.media_type.in_(PICTURES),
        )
        .scalar_subquery()
    )


def takes_files(endpoint: str | None) -> bool:
    """Return whether the form of an address takes files, as the capabilities declare it."""
    return any(endpoint in part.takes_files for part in capability.installed())


def named_among(digests: Collection[str]) -> set[str]:
    """Return those of some hashes that a row names, removed ones too."""
    return set(db.session.scalars(select(Attachment.sha256).where(Attachment.sha256.in_(digests))))


def find(attachment_id: int, user: User) -> Attachment | None:
    """Return an attachment, or None where there is none that this person may see."""
    attachment = db.session.get(Attachment, attachment_id)
    if attachment is None or attachment.removed_at is not None:
        return None
    return attachment if may_see(attachment, user) else None
