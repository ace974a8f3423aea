"""Amounts in capitals, at the borders (conventions 3.14)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesapp.chinese.capitals import in_capitals


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.05", "伍分"),
        ("0.10", "壹角整"),
        ("0.99", "玖角玖分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("10.50", "壹拾元伍角整"),
        ("100.01", "壹佰元零壹分"),
        ("999", "玖佰玖拾玖元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10001", "壹万零壹元整"),
        ("11000", "壹万壹仟元整"),
        ("11001", "壹万壹仟零壹元整"),
        ("100999", "壹拾万零玖佰玖拾玖元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("115800", "壹拾壹万伍仟捌佰元整"),
        ("386000.00", "叁拾捌万陆仟元整"),
        ("1000000", "壹佰万元整"),
        ("99999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000000001", "壹拾亿零壹元整"),
        ("31000004581.46", "叁佰壹拾亿零肆仟伍佰捌拾壹元肆角陆分"),
        ("1000000000000", "壹万亿元整"),
        ("1000012340000", "壹万亿零壹仟贰佰叁拾肆万元整"),
        ("12000500000000", "壹拾贰万零伍亿元整"),
        ("-5.20", "负伍元贰角整"),
        ("-0.05", "负伍分"),
    ],
)
def test_an_amount_reads_as_a_bank_reads_it(amount, capitals):
    assert in_capitals(Decimal(amount)) == "人民币" + capitals


@pytest.mark.parametrize("amount", ["0.001", "1.005", "NaN", "Infinity", "1e16"])
def test_what_has_no_capitals_is_refused(amount):
    with pytest.raises(ValueError):
        in_capitals(Decimal(amount))


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        in_capitals(10.05)


def test_capitals_tell_every_amount_apart():
    amounts = [Decimal(number) / 100 for number in range(0, 200_000, 7)]
    assert len({in_capitals(amount) for amount in amounts}) == len(amounts)
