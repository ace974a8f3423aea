"""The index that finds similar company names: each core name by its pairs of neighbouring characters (3.2)."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, delete, event, insert, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper

from salesapp.customers.duplicates.rules import pieces
from salesapp.customers.models import Customer
from salesapp.db import Base

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


def rows(customer_id: int, core: str) -> list[dict]:
    """Return the rows of one customer."""
    return [{"piece": piece, "customer_id": customer_id, "length": len(core)} for piece in pieces(core)]


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
