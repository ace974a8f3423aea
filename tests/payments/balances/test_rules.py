"""The account of a customer over a period (P36)."""

from datetime import date
from decimal import Decimal as D

import pytest

from salesapp.payments.balances.rules import Move, Side, account
from salesapp.payments.rules import PaymentRefused

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_p36_the_rows_of_november():
    moves = [
        Move(date(2026, 11, 28), Side.REFUND, D("1000.00"), "退款"),
        Move(date(2026, 11, 10), Side.RECEIPT, D("50000.00"), "收款"),
        Move(date(2026, 11, 10), Side.CHARGE, D("33333.33"), "第 3 期"),
        Move(date(2026, 10, 1), Side.CHARGE, D("66666.67"), "以前"),
        Move(date(2026, 12, 1), Side.RECEIPT, D("51000.00"), "十二月"),
    ]
    found = account(moves, FIRST, LAST)
    assert found.opening == D("66666.67") and [row.balance for row in found.rows] == [
        D("100000.00"),
        D("50000.00"),
        D("51000.00"),
    ]
    assert [row.move.side for row in found.rows] == [Side.CHARGE, Side.RECEIPT, Side.REFUND]
    assert found.opening + found.charged - found.received + found.refunded == found.closing == D("51000.00")


def test_a_red_invoice_charges_less():
    moves = [
        Move(date(2026, 11, 10), Side.CHARGE, D("100.00"), "发票"),
        Move(date(2026, 11, 12), Side.CHARGE, D("-15.80"), "红字发票"),
    ]
    found = account(moves, FIRST, LAST)
    assert found.charged == found.closing == D("84.20")


def test_a_period_that_runs_backwards_is_refused():
    with pytest.raises(PaymentRefused):
        account([], LAST, FIRST)
