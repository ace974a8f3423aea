"""Prospects in the search for everything (conventions 3.12)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.prospecting.lists.access import visible_to
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.rules import Result
from salesapp.prospecting.rows.queries import matching
from salesapp.web.hits import Hit


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the rows that are found by name, pinyin, person or number; what became a customer is found as that."""
    query = (
        visible_to(user)
        .join(ProspectList, ProspectList.id == Prospect.list_id)
        .where(matching(term), Prospect.result != Result.CUSTOMER)
        .with_only_columns(
            Prospect.id, Prospect.full_name, Prospect.result, ProspectList.name, Prospect.row_no
        )
        .order_by(Prospect.place, Prospect.id)
        .limit(limit)
    )
    return [
        Hit(row.full_name, f"{row.name} · {Result(row.result).label}", f"#{row.row_no}", row.id)
        for row in db.session.execute(query)
    ]
