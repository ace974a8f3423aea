"""Every line of the cases, to the fen: what is typed, what must come out."""

from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from salesapp.chinese.capitals import in_capitals
from salesapp.quotations.lines.rules import read_line
from salesapp.quotations.reckoning.rules import (
    EXEMPT,
    Rounding,
    by_rate,
    check_discount,
    check_total,
    gross_of,
    spread,
    taxed,
    total,
    whole_discount,
)
from salesapp.quotations.rules import QuotationRefused
from salesapp.refusals import Refusal

CASES = Path(__file__).parents[2] / "cases" / "quotations" / "quotes.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:] if line.strip()]
QUOTES = {doc: list(rows) for doc, rows in groupby(ROWS, key=lambda row: row[0])}
GOOD = [row for row in ROWS if row[0].startswith("Q") and row[1] != "合计"]
#: Refused cell by cell; R08 is refused as a whole, R09 later, R11 is only warned of.
REFUSED = {"R01": "quantity", "R02": "quantity", "R03": "off", "R04": "off", "R05": "rate", "R06": "rate", "R07": "price",
           "R10": "price"}  # fmt: skip


def typed(row):
    _doc, _no, what, quantity, price, off, rate = row[:7]
    return read_line({"name": what, "quantity": quantity, "price": price, "off": off, "rate": rate})


@pytest.mark.parametrize("row", GOOD, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_line_comes_to_what_it_must(row):
    one = typed(row)
    assert not one.errors, one.errors
    amounts = one.line.amounts
    assert [amounts.gross, amounts.tax, amounts.net] == [Decimal(figure) for figure in row[7:10]]
    assert amounts.gross == amounts.tax + amounts.net


@pytest.mark.parametrize("doc", [doc for doc in QUOTES if doc.startswith("Q")])
def test_a_quotation_adds_up_to_what_its_lines_show(doc):
    *lines, last = QUOTES[doc]
    read = [typed(row).line for row in lines]
    sums = total(line.amounts for line in read)
    assert [sums.gross, sums.tax, sums.net] == [Decimal(figure) for figure in last[7:10]]
    # after 角 both with and without 整 are right (Q15); 零 may stand before 伍角 (Q13)
    allowed = {
        words.strip().replace("角整", "角")
        for words in last[10].replace("also right:", ";").replace(",", ";").split(";")
    }
    assert in_capitals(sums.gross).replace("角整", "角") in allowed
    rates = by_rate((line.rate, line.amounts) for line in read)
    assert total(one.amounts for one in rates) == sums
    check_total(sums.gross)


def test_every_line_of_the_cases_is_run():
    assert len(GOOD) == len([row for row in ROWS if row[0].startswith("Q")]) - 18
    assert {row[0] for row in ROWS if row[0].startswith("R")} == {*REFUSED, "R08", "R09", "R11"}


@pytest.mark.parametrize(("doc", "cell"), REFUSED.items())
def test_what_is_no_line_is_refused_beside_its_cell(doc, cell):
    one = typed(QUOTES[doc][0])
    assert list(one.errors) == [cell]
    assert one.line is None


def test_a_total_below_nothing_is_refused_as_a_whole():
    line = typed(QUOTES["R08"][0]).line
    with pytest.raises(QuotationRefused, match=r"-500\.00"):
        check_total(line.amounts.gross)


def test_a_missing_price_is_no_price_of_nothing():
    line = typed(QUOTES["R09"][0]).line
    assert line.price is None
    assert line.amounts is None
    assert not line.is_free


def test_what_rounds_to_nothing_is_warned_of_and_is_no_gift():
    line = typed(QUOTES["R11"][0]).line
    assert line.amounts.gross == Decimal("0.00")
    assert line.vanishes
    assert not line.is_free


def test_four_rates_have_three_rows_and_exempt_is_not_nothing():
    rates = by_rate((typed(row).line.rate, typed(row).line.amounts) for row in QUOTES["Q11"][:-1])
    assert [one.rate for one in rates] == ["13", "9", "6", "5", "3", "1", "0", EXEMPT]
    assert [one.label for one in rates][-2:] == ["0%", "Exempt"]


def test_a_discount_on_the_whole_is_spread_by_amount_and_the_last_takes_the_rest():
    shares = spread(Decimal(500), [Decimal(10000), Decimal(5000)])
    assert shares == [Decimal("333.33"), Decimal("166.67")]
    lines = [taxed(Decimal(10000) - shares[0], "13"), taxed(Decimal(5000) - shares[1], "6")]
    assert [line.tax for line in lines] == [Decimal("1112.09"), Decimal("273.58")]
    many = spread(Decimal("0.10"), [Decimal(1)] * 20)
    assert sum(many) == Decimal("0.10")
    assert min(many) >= 0
    assert spread(Decimal(5), [Decimal(-3), Decimal(10), Decimal(0)]) == [Decimal(0), Decimal(5), Decimal(0)]


def test_rounding_off_is_such_a_discount():
    whole = Decimal("363999.99")
    assert whole_discount(whole, None, Rounding.NONE) == 0
    assert whole_discount(whole, None, Rounding.YUAN) == Decimal("0.99")
    assert whole_discount(whole, Decimal("499.99"), Rounding.THOUSAND) == Decimal("999.99")


@pytest.mark.parametrize(
    ("discount", "right"), [("-0.01", False), ("0", True), ("100.00", True), ("100.01", False)]
)
def test_the_borders_of_a_discount_on_the_whole(discount, right):
    if right:
        check_discount(Decimal(discount), Decimal(100))
    else:
        with pytest.raises(Refusal):
            check_discount(Decimal(discount), Decimal(100))


def test_a_gift_keeps_its_price_and_comes_to_nothing():
    assert gross_of(Decimal(3), Decimal(4680), gift=True) == 0
    assert read_line(
        {"name": "鼠标", "quantity": "3", "price": "4680", "rate": "13", "gift": "1"}
    ).line.is_free
