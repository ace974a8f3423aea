"""What a contract takes from its quotation, at the borders."""

from decimal import Decimal

import pytest

from salesapp.contracts.lines.rules import check_sum, delivered, main_rate
from salesapp.refusals import Refusal


@pytest.mark.parametrize(
    ("amount", "right"), [("386000.00", True), ("385999.99", False), ("386000.01", False)]
)
def test_a_fen_more_or_less_is_another_amount(amount, right):
    if right:
        check_sum(Decimal(amount), Decimal("386000.00"), number="BJ202611-019-V2")
    else:
        with pytest.raises(Refusal, match="BJ202611-019-V2") as refused:
            check_sum(Decimal(amount), Decimal("386000.00"), number="BJ202611-019-V2")
        assert refused.value.field == "amount"


def test_without_lines_any_amount_goes():
    check_sum(Decimal(1), None, number="")


def test_the_rate_of_most_of_the_sum_is_the_contracts():
    rates = [("13", Decimal(320000)), ("6", Decimal(66000)), ("5", Decimal(900000))]
    assert main_rate(rates, ("13", "6"), "13") == "13"
    assert main_rate([("6", Decimal(2)), ("13", Decimal(1))], ("13", "6"), "13") == "6"
    assert main_rate([("exempt", Decimal(2))], ("13", "6"), "13") == "13"


def test_what_is_delivered_is_written_in_a_line():
    assert (
        delivered([("排产软件", "标准版", "1", "套"), ("实施服务", "", "27.5", "人天")])
        == "排产软件 标准版 1 套；实施服务 27.5 人天"
    )
