"""Where a customer came from, read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.prospecting.conversion.models import CustomerOrigin
from salesapp.prospecting.lists.access import visible_to
from salesapp.prospecting.lists.models import Prospect, ProspectList, ProspectTurn
from salesapp.prospecting.lists.rules import Turn


def linked(customer_id: int, user: User) -> Sequence[Row]:
    """Return the rows of lists that were linked to a customer later, as far as this person may see them."""
    query = (
        visible_to(user)
        .join(ProspectList, ProspectList.id == Prospect.list_id)
        .join(ProspectTurn, (ProspectTurn.prospect_id == Prospect.id) & (ProspectTurn.what == Turn.LINKED))
        .join(User, User.id == ProspectTurn.by_id)
        .where(Prospect.customer_id == customer_id)
        .with_only_columns(
            Prospect.id, Prospect.full_name, Prospect.row_no, Prospect.channel, ProspectList.name, ProspectList.number,
            ProspectTurn.at, User.name.label("by"),
        )
        .order_by(ProspectTurn.at, Prospect.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def origin(customer_id: int, user: User) -> Row | None:
    """Return the row and list that a customer came from, and whether this person may open it."""
    seen = visible_to(user).with_only_columns(Prospect.id).correlate(None)
    query = (
        select(
            CustomerOrigin.prospect_id, CustomerOrigin.channel, CustomerOrigin.source_note, CustomerOrigin.referrer,
            CustomerOrigin.score, CustomerOrigin.at, ProspectList.name, ProspectList.number, Prospect.row_no,
            User.name.label("by"), CustomerOrigin.prospect_id.in_(seen).label("visible"),
        )
        .join(ProspectList, ProspectList.id == CustomerOrigin.list_id)
        .join(Prospect, Prospect.id == CustomerOrigin.prospect_id)
        .join(User, User.id == CustomerOrigin.by_id)
        .where(CustomerOrigin.customer_id == customer_id)
    )  # fmt: skip
    return db.session.execute(query).one_or_none()
