"""What goes to the customer about money: the dunning letter and the account for both seals. Nothing internal is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts.payments.models import PaymentNode
from salesapp.customers.models import Customer
from salesapp.db import db, writing
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.press.pool import press
from salesapp.payments.balances.rules import Account, Basis, Side
from salesapp.payments.rules import days_late
from salesapp.trail import actions as audit
from salesapp.web import clock
from salesapp.web.formats import iso, yuan


def account_paper(customer: Customer, account: Account, basis: Basis, *, by: User, at: datetime) -> bytes:
    """Return the account of a customer as a PDF; who printed it when stands in the audit trail."""
    rows = [
        {
            "on": iso(row.move.on), "words": row.move.words, "balance": yuan(row.balance),
            "charge": yuan(row.move.amount) if row.move.side is Side.CHARGE else "",
            "receipt": yuan(row.move.amount) if row.move.side is Side.RECEIPT else "",
            "refund": yuan(row.move.amount) if row.move.side is Side.REFUND else "",
        }
        for row in account.rows
    ]  # fmt: skip
    values = {
        "customer": customer.full_name, "first": iso(account.first), "last": iso(account.last), "rows": rows,
        "opening": yuan(account.opening), "closing": yuan(account.closing), "charged": yuan(account.charged),
        "received": yuan(account.received), "refunded": yuan(account.refunded), "day": iso(clock.local(at).date()),
        "capitals": in_capitals(account.closing) if account.closing > 0 else "", "basis": basis.said,
    }  # fmt: skip
    return _print(
        "account", values, {"sheet": "account", "customer": customer.id, "last": iso(account.last)}, by
    )


def dunning_paper(
    customer: Customer, nodes: Sequence[PaymentNode], promised: Mapping[int, date], *, by: User, at: datetime
) -> bytes:
    """Return the dunning letter of a customer as a PDF: each overdue instalment less what was paid on it.

    What they promised for a day to come is named beside it: who keeps a promise is not accused of having made none.
    """
    today = clock.local(at).date()
    total = sum((node.open - node.in_hand for node in nodes), start=nodes[0].amount * 0)
    rows = [
        {
            "contract": node.contract.number, "name": node.contract.name, "node": f"{node.seq} {node.kind_label}",
            "due": iso(node.planned_on), "amount": yuan(node.amount), "paid": yuan(node.received),
            "open": yuan(node.open - node.in_hand), "days": days_late(node.planned_on, today),
            "promised": iso(promised.get(node.id)),
        }
        for node in nodes
    ]  # fmt: skip
    values: dict[str, Any] = {
        "customer": customer.full_name, "rows": rows, "total": yuan(total), "capitals": in_capitals(total),
        "day": iso(today), "contact": nodes[0].contract.owner.name,
    }  # fmt: skip
    return _print("dunning", values, {"sheet": "dunning", "customer": customer.id}, by)


def _print(name: str, values: dict[str, Any], detail: dict[str, Any], by: User) -> bytes:
    db.session.rollback()
    with writing():
        audit.record("print", detail=detail, actor=by)
    html = (
        environment().get_template(f"documents/paper/{name}.html").render(imprint=house.imprint(), **values)
    )
    return press().print(html, variant="outward").pdf
