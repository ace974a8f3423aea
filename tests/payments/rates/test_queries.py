"""What the rates are reckoned from: the instalments that a month moved, and one sum of all others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from salesapp.db import db
from salesapp.payments.invoices import actions as invoices
from salesapp.payments.rates import queries
from salesapp.payments.rates.page import month_of
from salesapp.payments.rates.rules import Code
from tests.payments.factories import NOW, D, day, make_signed, pay

pytestmark = pytest.mark.usefixtures("frozen_clock")
LINE = {"name": "软件", "quantity": D("1"), "rate": "13"}
TO = {"kind": "special", "title": "苏州某某精密", "tax_no": "9132", "delivery": "fp@example.cn"}


def invoice(contract, cast, seq: int | None, amount: str, on: str, number: str):
    """Issue an invoice over an instalment, or over none."""
    node = next((one.id for one in contract.payment_nodes if one.seq == seq), None)
    lines = [LINE | {"gross": D(amount)}]
    asked = invoices.ask(contract, TO | {"node_id": node}, lines, by=contract.owner, at=NOW)
    invoices.issue(asked, number, D(amount), day(on), by=cast.zheng, at=NOW)
    db.session.commit()


@pytest.fixture
def books(cast):
    """Old instalments that November did not move, one half paid and one paid in full, and two that it did."""
    old = make_signed(cast.lin, ("100000", "2026-09-10"), ("50000", "2026-09-20"))
    invoice(old, cast, 1, "100000", "2026-09-05", "26322000000000000001")
    invoice(old, cast, 2, "50000", "2026-09-15", "26322000000000000002")
    pay(old, cast.zheng, "90000", (1, "40000"), (2, "50000"), on="2026-10-10")
    new = make_signed(cast.fang, ("80000", "2026-11-10"), ("60000", "2026-12-20"))
    invoice(new, cast, 1, "80000", "2026-10-20", "26322000000000000003")
    invoice(new, cast, None, "7000", "2026-11-05", "26322000000000000004")
    pay(new, cast.zheng, "30000", (1, "30000"), on="2026-11-12")
    return old, new


def test_what_the_month_did_not_move_comes_as_one_sum(cast, books):
    _old, new = books
    known = queries.known(cast.zheng, date(2026, 11, 1), date(2026, 11, 30))
    assert [node.id for node in known.nodes] == [new.payment_nodes[0].id]
    assert [(one.node_id, one.amount) for one in known.invoiced if one.node_id == queries.OTHERS] == [
        (queries.OTHERS, D("60000"))
    ]
    assert {one.node_id for one in known.invoiced} == {queries.OTHERS, new.payment_nodes[0].id, None}
    assert {one.node_id for one in known.paid_on_invoiced} == {new.payment_nodes[0].id}


def test_the_rates_are_those_of_all_rows(cast, books):
    rates = {rate.code: (rate.paid, rate.of) for rate in month_of(cast.zheng, date(2026, 11, 1)).rates}
    assert rates[Code.PLANNED] == (D("30000"), D("80000"))
    assert rates[Code.CONTRACT] == (D("120000"), D("290000"))
    assert rates[Code.SALES] == (D("30000"), D("7000"))
    # receivable: 60,000 and 80,000 before; 60,000, 50,000 and 7,000 after
    assert rates[Code.RECEIVABLE] == (D("30000"), D("147000"))


def test_whoever_runs_a_contract_stands_below_though_nothing_was_due(cast, books):
    names = {name: rate.of for name, rate in month_of(cast.zheng, date(2026, 11, 1)).owners}
    assert names == {cast.lin.name: Decimal(0), cast.fang.name: D("80000")}
    assert [name for name, _rate in month_of(cast.lin, date(2026, 11, 1)).owners] == [cast.lin.name]
