"""Amounts in the cells of a bank's statement, as banks and accountants write them (P18)."""

from decimal import Decimal

import pytest

from salesapp.payments.statements.cells.rules import read_amount
from salesapp.reading.tables.book import Cell, Kind


def read(text: str) -> Decimal | None:
    return read_amount(Cell(Kind.TEXT, text))


@pytest.mark.parametrize(
    "text", ["¥115,800.00", "RMB 115,800.00元", "￥１１５，８００．００", "115800", "+115,800.00"]
)
def test_p18_what_comes_in(text):
    assert read(text) == Decimal("115800")


@pytest.mark.parametrize(
    "text", ["(115,800.00)", "-115,800.00", "115,800.00-", "（115,800.00）", "¥-115,800.00", "(¥115,800.00)"]
)
def test_p18_what_goes_out(text):
    assert read(text) == Decimal("-115800")


@pytest.mark.parametrize(
    "text",
    [
        "$20,000",
        "USD 20,000",
        "115.800,00",
        "1.158E5",
        "11万58",
        "(115,800.00",
        "115,800.00)",
        "(-5)",
        "-5-",
        "",
        "-",
    ],
)
def test_p18_what_could_be_two_things_is_none(text):
    assert read(text) is None
