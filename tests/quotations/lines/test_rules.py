"""Cells of a line as people type and paste them."""

from decimal import Decimal

import pytest

from salesapp.quotations.lines.folds.rules import fold_question, may_be_fold
from salesapp.quotations.lines.rules import read_line, read_off, read_price, read_quantity, read_rate
from salesapp.refusals import Refusal


@pytest.mark.parametrize(
    ("typed", "off"),
    [
        ("", "0"),
        ("12", "12"),
        ("12%", "12"),
        ("减 12 %", "12"),
        ("８．８折", "12"),
        ("88折", "12"),
        ("33.333", "33.333"),
        ("100", "100"),
        ("0", "0"),
    ],
)
def test_a_discount_is_read_in_every_spelling(typed, off):
    assert read_off(typed) == Decimal(off)


@pytest.mark.parametrize("typed", ["101", "-5", "1e1", "12,34", "abc", "0.0000001", "100.01"])
def test_what_is_no_discount_is_refused(typed):
    with pytest.raises(Refusal):
        read_off(typed)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("8.8", True),
        ("9.5", True),
        ("８.８", True),
        ("8", False),
        ("12.5", False),
        ("8.8%", False),
        ("8.8折", False),
        ("3.3333", False),
        ("", False),
    ],
)
def test_eight_point_eight_is_asked(typed, asked):
    assert may_be_fold(typed) is asked
    assert bool(read_line({"name": "件", "quantity": "1", "rate": "13", "off": typed}).asks) is asked
    if asked:
        assert "折" in fold_question(typed)


@pytest.mark.parametrize(
    ("typed", "places", "right"),
    [
        ("0.01", 2, True),
        ("0.046", 2, False),
        ("0.046", 6, True),
        ("0", 2, True),
        ("0.0000001", 6, False),
        ("999999999.99", 2, True),
        ("1000000000.00", 2, False),
        ("-1", 2, False),
        ("1e5", 2, False),
        ("NaN", 2, False),
        ("Infinity", 2, False),
        ("1.2.3", 2, False),
        ("12,34", 2, False),
        ("32万", 2, True),
        ("¥320,000.00", 2, True),
    ],
)
def test_the_borders_of_a_price(typed, places, right):
    if right:
        assert read_price(typed, places) is not None
    else:
        with pytest.raises(Refusal):
            read_price(typed, places)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("0.001", True),
        ("1.0005", False),
        ("0", False),
        ("-2.675", True),
        ("", False),
        ("3台", True),
        ("１２", True),
        ("9999999.999", True),
        ("10000000", False),
    ],
)
def test_the_borders_of_a_quantity(typed, right):
    if right:
        assert read_quantity(typed)
    else:
        with pytest.raises(Refusal):
            read_quantity(typed)


@pytest.mark.parametrize(
    ("typed", "rate"),
    [("13", "13"), ("13%", "13"), ("0.13", "13"), ("1%", "1"), ("0", "0"), ("免税", "exempt")],
)
def test_a_rate_is_read_in_every_spelling(typed, rate):
    assert read_rate(typed) == rate


def test_an_old_line_keeps_the_rate_it_was_made_with():
    assert read_rate("17", kept={"17"}) == "17"
    with pytest.raises(Refusal):
        read_rate("17")


def test_everything_wrong_is_said_at_once():
    one = read_line(
        {"name": " ", "quantity": "0", "price": "1e5", "off": "101", "rate": "17", "unit": "一" * 21}
    )
    assert set(one.errors) == {"name", "quantity", "price", "off", "rate", "unit"}
