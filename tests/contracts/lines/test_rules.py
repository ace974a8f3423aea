"""What a contract takes from its quotation, at the borders."""

from decimal import Decimal

import pytest

from salesapp.contracts.lines.rules import check_sum, delivered, main_rate, plan_in
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


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ("预付 30%、到货 60%、质保 10%", "advance 30 arrival 60 warranty 10"),
        ("签订后预付３０％；验收合格付 65.5%；质保期满付 4.5%", "advance 30 acceptance 65.5 warranty 4.5"),
        ("预付20%\n进度款50%\n验收30%", "advance 20 progress 50 acceptance 30"),
        ("3-6-1", "advance 30 acceptance 60 warranty 10"),
        ("3:3:3:1", "advance 30 arrival 30 acceptance 30 warranty 10"),
        ("5-5", "advance 50 acceptance 50"),
        ("Advance 30%, on acceptance 70%", "advance 30 acceptance 70"),
        ("验收后一次付清 100%", "acceptance 100"),
    ],
)
def test_the_instalments_are_read_from_the_terms_of_payment(terms, told):
    assert " ".join(f"{kind} {share:f}" for kind, share in plan_in(terms)) == told


@pytest.mark.parametrize(
    "terms",
    [None, "", "款到发货", "预付 30%、尾款 70%", "预付 30%、验收 60%", "到货验收合格付 100%", "预付 30% 至 50%、验收 50%",
     "3-6-2", "2026-12-20", "预付 30%、验收 60%、质保 20%", "9-1-0"],
)  # fmt: skip
def test_terms_that_leave_a_doubt_tell_no_plan(terms):
    assert plan_in(terms) == []
