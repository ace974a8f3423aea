"""Money that no volume has: twenty thousand instalments that are owed, and a statement of the bank of two thousand rows.

Rows go in by bulk inserts. Run as a process of its own, on the copy, it matches the statement so often and says what it cost.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import click
from sqlalchemy import func, insert, select

from salesapp.accounts.models import User
from salesapp.app import create_app
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.signing.models import ContractSignature
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.db import db
from salesapp.payments.statements import actions
from salesapp.reading.tables import reader
from salesapp.rights.rules import Role
from salesapp.web import clock

CONTRACTS, NODES, ROWS = 5000, 4, 2000
BATCH = 5000
HEADS = "交易日期,交易金额,余额,对方户名,摘要,流水号"
COLUMNS = {"day": 1, "amount": 2, "balance": 3, "payer": 4, "summary": 5, "serial": 6}


def owe(rep: User, at: datetime) -> None:
    """Sign so many contracts of a rep, each with its instalments: overdue, due, to come, one without a day."""
    today = clock.local(at).date()
    first = (db.session.scalar(select(func.max(Contract.id))) or 0) + 1
    node = (db.session.scalar(select(func.max(PaymentNode.id))) or 0) + 1
    customers = _customers(rep.id)
    contracts: list[dict[str, Any]] = []
    signatures: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = []
    for number in range(CONTRACTS):
        found, name, made = first + number, f"测算合同 {number}", f"BENCH-{number:05d}"
        contracts.append({
            "id": found, "number": made, "name": name, "customer_id": customers[number % len(customers)].id,
            "owner_id": rep.id, "our_entity": "某某软件有限公司", "amount": Decimal(40_000 + number), "tax_rate": "13",
            "status": "signed", "received": Decimal(0), "open_since": today, "created_by_id": rep.id, "created_at": at,
            "updated_at": at, "version": 1, "search_text": search_text.titled(name, made), "approval_round": 0,
        })  # fmt: skip
        signatures.append({
            "contract_id": found, "signed_on": today - timedelta(days=400), "conditions_met": False, "by_id": rep.id, "at": at,
        })  # fmt: skip
        for seq in range(1, NODES + 1):
            due = today + timedelta(days=(number * 7 + seq * 91) % 600 - 450) if seq < NODES else None
            nodes.append({
                "id": node + len(nodes), "contract_id": found, "seq": seq, "kind": "progress", "condition": "到期付款",
                "planned_on": due, "percent": Decimal(25), "amount": Decimal(10_000 + number), "received": Decimal(0),
                "in_hand": Decimal(0), "written_off": Decimal(0),
            })  # fmt: skip
    for table, rows in ((Contract, contracts), (ContractSignature, signatures), (PaymentNode, nodes)):
        for start in range(0, len(rows), BATCH):
            db.session.connection().execute(insert(table.__table__), rows[start : start + BATCH])


def _customers(owner_id: int) -> list[Any]:
    query = select(Customer.id, Customer.full_name).where(
        Customer.owner_id == owner_id, Customer.voided_at.is_(None)
    )
    return list(db.session.execute(query.order_by(Customer.id).limit(CONTRACTS)))


def statement(rep: User, day: date) -> str:
    """Return a statement whose payers are customers; every fourth pays under a name that nobody knows."""
    customers, balance, lines = _customers(rep.id), Decimal(0), ["账号：6222000000000009", HEADS]
    for number in range(ROWS):
        amount = Decimal(10_000 + number * 2)
        balance += amount
        payer = customers[number * 2 % len(customers)].full_name if number % 4 else f"结算中心{number}"
        lines.append(f"{day},{amount},{balance},{payer},货款 BENCH-{number * 2:05d},B{number:06d}")
    return "\n".join(lines)


def main(rep_id: int, rounds: int) -> None:
    """Take the statement in, match it so often, and say the milliseconds as JSON; nothing of it is kept."""
    with create_app().app_context():
        at, rep = clock.now(), db.session.get_one(User, rep_id)
        finance = select(User).where(User.role == Role.FINANCE, User.active).order_by(User.id)
        by = db.session.scalars(finance).first()
        if by is None:
            raise click.ClickException("nobody is finance here")
        book = reader.read_text(statement(rep, clock.local(at).date() - timedelta(days=1)))
        one = actions.take_in("bench.csv", book, by=by, at=at)
        if one.pending is not None:
            actions.say_columns(one, COLUMNS, by=by, at=at)
        spent = []
        for _round in range(rounds):
            db.session.flush()
            began = time.perf_counter()
            found = actions.proposals(one.id)
            spent.append((time.perf_counter() - began) * 1000)
        db.session.rollback()
    click.echo(
        json.dumps({"ms": spent, "sure": sum(each.is_sure for each in found.values()), "rows": len(found)})
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
