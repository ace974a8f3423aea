"""The keys by which customers are found and compared, written anew where a new version reads names otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import selectinload

from salesapp.customers.models import Customer
from salesapp.customers.search.pairs.models import rows as pairs_of
from salesapp.customers.search.pairs.models import write
from salesapp.customers.search.rules import titled
from salesapp.db import db

BATCH = 500
WITHOUT = (
    select(Customer)
    .where(Customer.search_text == "")
    .options(selectinload(Customer.contacts))
    .order_by(Customer.id)
    .limit(BATCH)
)


def write_anew(*, at: datetime) -> int:
    """Write the keys of every customer whose search line a migration left empty, and commit; return how many.

    Only what is derived changes, so the trail tells nothing. Who would get the name key of another firm keeps the old
    one: the two were registered when they counted as different.
    """
    done = 0
    while found := db.session.scalars(WITHOUT).all():
        for customer in found:
            for contact in customer.contacts:
                contact.write_keys()
            customer.write_keys(taken=_taken)
        done += len(found)
        db.session.commit()
    return done


def index_titles(model: type[Any]) -> int:
    """Write the search line of every record of a kind that has none, from its name and number, and commit; return how many.

    Rows are changed past the session: neither their version nor the trail tells of what is derived.
    """
    table = model.__table__
    without = select(table.c.id, table.c.number, table.c.name).where(table.c.search_text == "").limit(BATCH)
    change = update(table).where(table.c.id == bindparam("row")).values(search_text=bindparam("line"))
    done = 0
    while rows := db.session.execute(without).all():
        lines = [{"row": row.id, "line": titled(row.name, row.number)} for row in rows]
        connection = db.session.connection()
        connection.execute(change, lines)
        write(
            connection,
            [
                pair
                for one in lines
                for pair in pairs_of(model, {"id": one["row"], "search_text": one["line"]})
            ],
        )
        db.session.commit()
        done += len(rows)
    return done


def _taken(name_key: str, customer_id: int) -> bool:
    query = select(Customer.id).where(Customer.name_key == name_key, Customer.id != customer_id)
    return db.session.scalar(query) is not None
