"""The index that finds similar company names: each core name by its pairs of neighbouring characters (3.2).

A core name of six characters has five pairs. Whoever is similar shares most of them, so the pairs are looked up and
only who shares enough is judged: what that costs grows with the firms that are alike, not with all customers.
"""

from __future__ import annotations

import itertools
from math import ceil
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    case,
    delete,
    event,
    func,
    insert,
    inspect,
    or_,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, scoped_session

from salesapp.chinese.company_names import SHORTEST_PART
from salesapp.customers.models import Customer
from salesapp.db import Base

COMMON, COUNTED_EVERY = 50, 1000
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
    """Return the different pairs of neighbours of a core name, in order; a single character has none."""
    return list(dict.fromkeys(core[i : i + 2] for i in range(len(core) - 1)))


def rows(customer_id: int, core: str) -> list[dict]:
    """Return the rows of one customer."""
    return [{"piece": piece, "customer_id": customer_id, "length": len(core)} for piece in pieces(core)]


def shared_at_least(length: int, pairs: int, other: int, limit: int) -> int:
    """Return how many pairs a name must share to be as similar as `limit` (of 100, rounded).

    Two names of m and n characters that are so similar have at least limit·(m + n)/200 of them in common, in order.
    Each further character of the asked name spoils two of its pairs at the most, each of the other name one.
    """
    common = ceil((limit - 0.5) * (length + other) / 200)
    return max(1, pairs - 2 * (length - common) - (other - common))


def _alike(*, around: bool) -> Select:
    """Build the look-up once; what it depends on are parameters. :func:`shared_at_least` in SQL, in whole numbers."""
    length, pairs, limit, shortest, longest = (
        bindparam(name, type_=Integer) for name in ("length", "pairs", "limit", "shortest", "longest")
    )
    one, other = name_piece.alias(), name_piece.alias()
    common = ((2 * limit - 1) * (length + one.c.length) + 399) // 400
    alike = pairs - 2 * (length - common) - (one.c.length - common)
    needed = case((one.c.length > longest, pairs), else_=alike)
    shared = (
        select(func.count())
        .where(
            other.c.customer_id == one.c.customer_id, other.c.piece.in_(bindparam("asked", expanding=True))
        )
        .scalar_subquery()
    )
    query = select(one.c.customer_id).where(
        one.c.piece.in_(bindparam("rarest", expanding=True)),
        one.c.length >= shortest,
        # Who shares more than the least has a rarer pair too, so that 上海 finds few of its firms by itself.
        or_(one.c.piece != bindparam("commonest"), needed <= bindparam("least", type_=Integer)),
        shared >= needed,
    )
    return query if around else query.where(one.c.length <= longest)


#: The ids that can be as similar as a limit; with those that hold the name whole, or without.
ALIKE, ALIKE_OR_AROUND = _alike(around=False), _alike(around=True)


def alike(core: str, limit: int) -> tuple[Select, dict[str, Any]]:
    """Return the query of the ids that can be as similar as `limit`, or hold this name, and its parameters.

    Who shares k of n pairs has one of any n - k + 1 of them: so the rarest are looked up, and 科技, which every fifth
    firm has, is not.
    """
    asked, length = pieces(core[: MOST_PIECES + 1]), min(len(core), MOST_PIECES + 1)
    shortest, longest = _lengths(length, limit)
    least = min(shared_at_least(length, len(asked), other, limit) for other in range(shortest, longest + 1))
    # A name of two or three characters inside a longer one says nothing.
    query = ALIKE_OR_AROUND if length >= SHORTEST_PART else ALIKE
    rarest = sorted(asked, key=lambda piece: _frequency.get(piece, 0))[: max(1, len(asked) - least + 1)]
    return query, {
        "asked": asked, "length": length, "pairs": len(asked), "limit": limit, "shortest": shortest, "longest": longest,
        "rarest": rarest, "commonest": rarest[-1], "least": least,
    }  # fmt: skip


#: How many customers have a common pair, as last counted. It decides what is looked up first, never what is found.
_frequency: dict[str, int] = {}
_lookups = itertools.count()
_COUNT = select(name_piece.c.piece, func.count()).group_by(name_piece.c.piece).having(func.count() >= COMMON)


def count_now_and_then(session: scoped_session) -> None:
    """Count the common pairs anew: at a process's first look-up, and after every thousand."""
    if next(_lookups) % COUNTED_EVERY == 0:
        counted = dict(session.execute(_COUNT).all())
        _frequency.clear()
        _frequency.update(counted)


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
