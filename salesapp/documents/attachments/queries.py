"""What is read of the files that belong to records."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments.access import may_see
from salesapp.documents.attachments.models import Attachment


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
            .order_by(Attachment.id)
        ).unique()
    )


def find(attachment_id: int, user: User) -> Attachment | None:
    """Return an attachment, or None where there is none that this person may see."""
    attachment = db.session.get(Attachment, attachment_id)
    if attachment is None or attachment.removed_at is not None:
        return None
    return attachment if may_see(attachment, user) else None
