"""Amounts and counts in cells, with the unit of their column or their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesapp.prospecting.imports.cells.rules import Cell, Kind, State
from salesapp.prospecting.imports.figures import rules


def text(said: str) -> Cell:
    return Cell(Kind.TEXT, said)


@pytest.mark.parametrize(
    ("said", "unit", "yuan"),
    [
        ("3200", "万元", "32000000.00"),
        ("3200", "", "3200.00"),
        ("3200", "元", "3200.00"),
        ("1.2亿", "万元", "120000000.00"),
        ("800万元", "元", "8000000.00"),
        ("￥1,250", "万元", "12500000.00"),
        ("5000元", "万元", "5000.00"),
        ("0", "万元", "0.00"),
        ("1.234", "元", "1.23"),
        ("2", "千元", "2000.00"),
        ("2", "亿元", "200000000.00"),
    ],
)
def test_a_unit_of_its_own_beats_the_columns(said, unit, yuan):
    taken = rules.amount(text(said), unit)
    assert (taken.value, taken.state) == (Decimal(yuan), State.PLAIN)


@pytest.mark.parametrize("said", ["-20", "1,2,5", "3.86E+02", "面议", "1e5", "99999999999999"])
def test_what_is_no_amount_is_left_empty(said):
    taken = rules.amount(text(said), "元")
    assert (taken.value, taken.state, taken.before) == (None, State.EMPTY, said)
    assert taken.words


def test_an_amount_beyond_measure_is_asked_about():
    asked = rules.amount(text("3860000"), "万元", 320)
    assert (asked.state, asked.value, asked.holds) == (State.ASKED, Decimal("3860000.00"), False)
    assert rules.amount(text("1600000"), "万元", 320).state == State.PLAIN  # exactly fifty millions for each
    assert rules.amount(text("1600001"), "万元", 320).state == State.ASKED
    assert rules.amount(text("100000000"), "万元").state == State.PLAIN
    assert rules.amount(text("100000001"), "万元").state == State.ASKED
    assert rules.amount(text("386亿"), "万元", 320).state == State.PLAIN  # it says so itself
    assert rules.amount(text("38600000000"), "元", 320).state == State.PLAIN


def test_about_is_offered_and_kept():
    taken = rules.amount(text("约500"), "万元")
    assert (taken.value, taken.state, taken.remark) == (Decimal("5000000.00"), State.OFFERED, "约500")


@pytest.mark.parametrize(
    ("said", "yuan"),
    [("人民币壹仟万元整", "10000000.00"), ("叁拾捌万陆仟元", "386000.00"), ("一亿二千万元", "120000000.00")],
)
def test_characters_carry_their_own_unit(said, yuan):
    taken = rules.amount(text(said), "万元")
    assert (taken.value, taken.state) == (Decimal(yuan), State.OFFERED)


@pytest.mark.parametrize(
    ("said", "count", "state"),
    [
        ("320", 320, State.PLAIN), ("320.0", 320, State.PLAIN), ("320人", 320, State.PLAIN), ("0", 0, State.PLAIN),
        ("约50", 50, State.OFFERED), ("50人左右", 50, State.OFFERED), ("三百", 300, State.OFFERED),
        ("5000000", 5_000_000, State.PLAIN),
        ("5000001", None, State.EMPTY), ("-3", None, State.EMPTY), ("50-100人", None, State.EMPTY), ("1.5", None, State.EMPTY),
        ("1E3", None, State.EMPTY), ("很多", None, State.EMPTY),
    ],
)  # fmt: skip
def test_people_are_counted_in_whole_numbers(said, count, state):
    taken = rules.count(text(said))
    assert (taken.value, taken.state) == (count, state)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("三", 3), ("十", 10), ("十五", 15), ("二十", 20), ("二十五", 25), ("三百", 300), ("三百零二", 302), ("一千二百", 1200),
        ("一万二千", 12_000), ("两万", 20_000), ("壹仟万", 10_000_000), ("一亿二千万", 120_000_000),
        ("三百二", None), ("一万二", None),
        ("三三", None), ("", None), ("三百人", None), ("零", 0),
    ],
)  # fmt: skip
def test_numbers_in_characters_are_read_where_they_mean_one_thing(said, number):
    assert rules.chinese(said) == number


@pytest.mark.parametrize(
    ("said", "unit", "yuan", "currency"),
    [
        ("1000万人民币", "", "10000000.00", "CNY"), ("1000万元人民币", "万元", "10000000.00", "CNY"),
        ("500万(元)", "", "5000000.00", "CNY"), ("500", "万元", "5000000.00", "CNY"), ("500万美元", "万元", "5000000.00", "USD"),
        ("500美元", "万元", "500.00", "USD"), ("HKD 300万", "", "3000000.00", "HKD"),
    ],
)  # fmt: skip
def test_a_capital_keeps_its_currency(said, unit, yuan, currency):
    taken, found = rules.capital(text(said), unit)
    assert (taken.value, taken.state, found) == (Decimal(yuan), State.PLAIN, currency)


def test_what_is_said_of_a_capital_shows_what_stood_there():
    taken, currency = rules.capital(text("约500万美元"), "")
    assert (taken.value, taken.before, currency) == (Decimal("5000000.00"), "约500万美元", "USD")
    assert rules.capital(text("实缴见附件"), "")[0].value is None
