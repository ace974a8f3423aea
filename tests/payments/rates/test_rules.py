"""回款率 A–D on the one set of data of the cases, November 2026."""

from datetime import date
from decimal import Decimal as D

from salesapp.payments.rates import rules
from salesapp.payments.rates.rules import Moved, Node

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def day(text: str) -> date:
    return date.fromisoformat(text if text.startswith("20") else f"2026-{text}")


NODES = [
    Node(node, day(due), D(amount))
    for node, due, amount in (
        (11, "10-10", "90000"), (12, "11-10", "120000"), (13, "12-20", "90000"), (21, "11-15", "45000"),
        (22, "2027-01-15", "105000"), (31, "08-31", "80000"),
    )
]  # fmt: skip
PAID = [
    Moved(node, day(on), D(amount))
    for node, on, amount in (
        (11, "10-12", "90000"), (12, "11-18", "100000"), (13, "11-25", "30000"), (21, "11-16", "45000"), (31, "11-20", "50000"),
    )
]  # fmt: skip
ADVANCE = Moved(None, day("11-28"), D("10000"))
INVOICED = [
    Moved(node, day(on), D(amount))
    for node, on, amount in (
        (11, "10-05", "90000"), (31, "06-30", "80000"), (12, "11-08", "120000"), (21, "11-12", "45000"), (22, "11-20", "35000"),
    )
]  # fmt: skip


def test_a_only_what_was_due_in_the_month_and_only_what_was_paid_on_that():
    rate = rules.planned(NODES, PAID, FIRST, LAST)
    assert (rate.paid, rate.of) == (D("145000"), D("165000")) and rate.words == "87.88%"


def test_b_receipts_on_contracts_of_all_that_was_signed():
    rate = rules.contract([D("300000"), D("150000"), D("80000")], [*PAID, ADVANCE], LAST)
    assert (rate.paid, rate.of) == (D("315000"), D("530000")) and rate.words == "59.43%"


def test_c_all_money_in_of_what_was_invoiced_is_not_capped():
    rate = rules.sales([*PAID, ADVANCE], INVOICED, FIRST, LAST)
    assert (rate.paid, rate.of) == (D("235000"), D("200000")) and rate.words == "117.50%"


def test_d_what_became_less_of_what_was_receivable():
    rate = rules.receivable(INVOICED, PAID, FIRST, LAST)
    assert (rate.of - rate.paid, rate.of) == (D("85000"), D("280000")) and rate.words == "69.64%"


def test_with_nothing_due_it_is_not_applicable_and_not_nothing():
    rate = rules.planned([], PAID, FIRST, LAST)
    assert rate.percent is None and rate.words == "not applicable"
    assert all(code.definition and code.label for code in rules.Code)
