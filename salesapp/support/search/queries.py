"""Requests for support in the search for everything (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.support import access
from salesapp.support.models import SupportRequest
from salesapp.support.rules import Status
from salesapp.web.hits import Hit


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return a person's requests by their number or a part of what was asked, the latest first."""
    found = or_(
        func.lower(SupportRequest.number).contains(term, autoescape=True),
        func.lower(SupportRequest.what).contains(term, autoescape=True),
    )
    query = (
        select(
            SupportRequest.id,
            SupportRequest.what,
            SupportRequest.number,
            SupportRequest.status,
            SupportRequest.customer,
        )
        .where(access.concerns(user), found)
        .order_by(SupportRequest.id.desc())
        .limit(limit)
    )
    return [
        Hit(what, f"{number} · {Status(status).label} · {customer}", number, request_id)
        for request_id, what, number, status, customer in db.session.execute(query)
    ]
