"""Quotations in the search for everything (conventions 3.12)."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.quotations.access import seen_by
from salesapp.quotations.models import Quotation
from salesapp.quotations.queries import named
from salesapp.quotations.rules import Status, label
from salesapp.web.formats import yuan
from salesapp.web.hits import Hit

PREFIX = "BJ"


def find(term: str, user: User, limit: int) -> list[Hit]:
    """Return quotations by their number, the newest first."""
    query = (
        select(Quotation, Opportunity.name, Customer.full_name)
        .join(Opportunity, Opportunity.id == Quotation.opportunity_id)
        .join(Customer, Customer.id == Quotation.customer_id)
        .where(seen_by(user), named(_without_version(term)))
        .order_by(Quotation.id.desc())
        .limit(limit)
    )
    return [
        Hit(name, _words(one, customer), label(one.number, one.revision), one.id)
        for one, name, customer in db.session.execute(query).unique()
    ]


def _words(one: Quotation, customer: str) -> str:
    return f"{label(one.number, one.revision)} · {customer} · ¥{yuan(one.gross)} · {Status(one.status).label}"


def _without_version(term: str) -> str:
    """Return a number without its version: all of them are shown."""
    number, _dash, version = term.upper().rpartition("-V")
    return number if number and version.isdecimal() else term
