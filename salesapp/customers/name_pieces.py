"""The index that finds similar company names: each core name by its pairs of neighbouring characters (3.2).

A core name of six characters has five pairs. Whoever is similar shares most of them, so the pairs are looked up and
only who shares enough is judged: what that costs grows with the firms that are alike, not with all customers.
"""

from __future__ import annotations

from math import ceil

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    case,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper

from salesapp.customers.company_names import SHORTEST_PART
from salesapp.customers.models import Customer
from salesapp.db import Base

MOST_PIECES = 60  # of a name asked for: a longer one is recognised by its beginning


#: Follows from the customers' names; nobody but this file writes it.
name_piece = Table(
    "customer_name_piece",
    Base.metadata,
    Column("piece", String(2), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("length", Integer, nullable=False),  # characters of the whole core name
    Index("ix_customer_name_piece_customer_id", "customer_id"),
    sqlite_with_rowid=False,
)


def pieces(core: str) -> list[str]:
    """This function will return the different pairs of neighbours of a core name, in order; a single character has none."""
    return list(dict.fromkeys(core[i : i + 2] for i in range(len(core) - 1)))


def rows(customer_id: int, core: str) -> list[dict]:
    """This function will return the rows of one customer."""
    return [{"piece": piece, "customer_id": customer_id, "length": len(core)} for piece in pieces(core)]


def shared_at_least(length: int, pairs: int, other: int, limit: int) -> int:
    """This function will return how many pairs a name must share to be as similar as `limit` (of 100, rounded).

    Two names of m and n characters that are so similar have at least limit·(m + n)/200 of them in common, in order.
    Each further character of the asked name spoils two of its pairs at the most, each of the other name one.
    """
    common = ceil((limit - 0.5) * (length + other) / 200)
    return max(1, pairs - 2 * (length - common) - (other - common))


def alike(core: str, limit: int) -> Select:
    """This function will return the query of the ids that can be as similar as `limit`, or hold this name whole."""
    pair, asked = name_piece.c, pieces(core[: MOST_PIECES + 1])
    length = min(len(core), MOST_PIECES + 1)
    shortest, longest = _lengths(length, limit)
    needed = {n: shared_at_least(length, len(asked), n, limit) for n in range(shortest, longest + 1)}
    query = (
        select(pair.customer_id)
        .where(pair.piece.in_(asked), pair.length >= shortest)
        .group_by(pair.customer_id, pair.length)
        .having(func.count() >= case(needed, value=pair.length, else_=len(asked)))
    )
    whole = length >= SHORTEST_PART  # a shorter one inside a longer name says nothing
    return query if whole else query.where(pair.length <= longest)


def _lengths(length: int, limit: int) -> tuple[int, int]:
    """Return the shortest and the longest name that can be so similar: all of the shorter one stands in the longer."""
    share = (limit - 0.5) / 200
    return max(2, ceil(length * share / (1 - share))), int(length * (1 - share) / share)


@event.listens_for(Customer, "after_insert")
def _index(mapper: Mapper, connection: Connection, customer: Customer) -> None:
    found = rows(customer.id, customer.core_name)
    if found:
        connection.execute(insert(name_piece), found)


@event.listens_for(Customer, "after_update")
def _index_again(mapper: Mapper, connection: Connection, customer: Customer) -> None:
    if inspect(customer).attrs.core_name.history.has_changes():
        connection.execute(delete(name_piece).where(name_piece.c.customer_id == customer.id))
        _index(mapper, connection, customer)
