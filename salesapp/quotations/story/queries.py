"""Quotations as their story is told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select

from salesapp.accounts.models import User
from salesapp.quotations.access import visible_to
from salesapp.quotations.models import Quotation
from salesapp.statements import Made, kept
from salesapp.web.story import About


def of(about: About, *, size: int, before: datetime | None) -> Made:
    """Ask for the quotations of a customer or an opportunity that the reader sees, the newest first."""
    return _of(about.reader, about.customer_id, about.opportunity_id, size=size)


@kept
def _of(reader: User, customer_id: int | None, opportunity_id: int | None, *, size: int) -> Select:
    query = visible_to(reader).with_only_columns(
        Quotation.id, Quotation.number, Quotation.revision, Quotation.gross, Quotation.status, Quotation.created_at,
        Quotation.approved_at, Quotation.valid_until, Quotation.sent_at, Quotation.sent_to, Quotation.ended_at,
        Quotation.end_reason,
    )  # fmt: skip
    query = About(customer_id, opportunity_id).only(query, Quotation)
    return query.order_by(Quotation.id.desc()).limit(size)
