"""Calls in the search for everything: by whom one called (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import and_, func, or_, select

from salesapp.accounts.models import User
from salesapp.activities.calls.access import readable_by
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.rules import RESULT_LABELS
from salesapp.customers.access import seen_by
from salesapp.customers.models import Customer
from salesapp.customers.search.words.queries import matching
from salesapp.db import db
from salesapp.prospecting.lists.access import visible_to as visible_rows
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.rows.queries import matching as matching_rows
from salesapp.web.formats import short_moment
from salesapp.web.hits import Hit


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return the calls that a person may read with those of whom the term says something, the latest first.

    Of a company that they see no more none is found: a number typed here would tell whose it is.
    """
    of_firm = and_(Call.customer_id.is_not(None), matching(term), seen_by(user))
    rows = visible_rows(user).with_only_columns(Prospect.id)
    query = (
        select(Call.id, Call.at, Call.result, User.name, func.coalesce(Customer.full_name, Prospect.full_name).label("whom"))
        .join(User, User.id == Call.by_id)
        .outerjoin(Customer, Customer.id == Call.customer_id)
        .outerjoin(Prospect, Prospect.id == Call.prospect_id)
        .where(
            readable_by(user), Call.undone_at.is_(None),
            or_(
                of_firm, and_(Call.prospect_id.is_not(None), matching_rows(term), Call.prospect_id.in_(rows))
            ),
        )
        .order_by(Call.at.desc(), Call.id.desc())
        .limit(limit)
    )  # fmt: skip
    return [
        Hit(row.whom, f"{short_moment(row.at)} · {RESULT_LABELS[row.result]} · {row.name}", "", row.id)
        for row in db.session.execute(query)
    ]
