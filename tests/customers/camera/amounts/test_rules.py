"""Days and amounts as licences write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from salesapp.customers.camera.amounts.rules import amount_of, day_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2011年05月18日", date(2011, 5, 18)), ("2011 年 5 月 18 日", date(2011, 5, 18)), ("2011-05-18", date(2011, 5, 18)),
        ("二〇一一年五月十八日", date(2011, 5, 18)),
        ("二○二〇年十二月三十一日", date(2020, 12, 31)), ("一九九八年十月二十日", date(1998, 10, 20)),
        ("2011年02月30日", None), ("长期", None),
    ],
)  # fmt: skip
def test_days(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "yuan", "spelt"),
    [
        ("2000万元整", 20_000_000, False), ("人民币2,000万元", 20_000_000, False), ("100.5万元", 1_005_000, False),
        ("500000元", 500_000, False),
        ("1.2亿元", 120_000_000, False), ("伍佰万元", 5_000_000, True), ("人民币壹仟万元整", 10_000_000, True),
        ("壹亿贰仟万元", 120_000_000, True),
        ("叁佰伍拾捌万元整", 3_580_000, True), ("拾万元", 100_000, True), ("长期", None, False), ("", None, False),
    ],
)  # fmt: skip
def test_amounts(text, yuan, spelt):
    assert amount_of(text) == (Decimal(yuan) if yuan is not None else None, spelt)
