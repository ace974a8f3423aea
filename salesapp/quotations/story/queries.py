"""Quotations as their story is told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row

from salesapp.db import db
from salesapp.quotations.access import visible_to
from salesapp.quotations.models import Quotation
from salesapp.web.story import About


def of(about: About, size: int) -> Sequence[Row]:
    """Return the quotations of a customer or an opportunity that the reader sees, the newest first."""
    query = visible_to(about.reader).with_only_columns(
        Quotation.id, Quotation.number, Quotation.revision, Quotation.gross, Quotation.status, Quotation.created_at,
        Quotation.approved_at, Quotation.valid_until, Quotation.sent_at, Quotation.sent_to, Quotation.ended_at,
        Quotation.end_reason,
    )  # fmt: skip
    return db.session.execute(about.only(query, Quotation).order_by(Quotation.id.desc()).limit(size)).all()
