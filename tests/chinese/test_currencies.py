"""Currencies beside amounts, and postcodes."""

import pytest

from salesapp.chinese import currencies, postcodes


@pytest.mark.parametrize(
    ("typed", "said", "code"),
    [
        ("1000万人民币", "1000万元", "CNY"), ("1000万元人民币", "1000万元", "CNY"), ("500万(元)", "500万元", "CNY"),
        ("500万（人民币）", "500万元", "CNY"), ("500万美元", "500万元", "USD"), ("500 万 美金", "500 万元", "USD"),
        ("USD 5,000", "5,000", "USD"), ("us$5000", "5000", "USD"), ("３０万港币", "30万元", "HKD"), ("2000", "2000", "CNY"),
        ("2000万", "2000万", "CNY"), ("1.2亿日元", "1.2亿元", "JPY"), ("￥500万", "￥500万", "CNY"), ("", "", "CNY"),
        ("欧元区", "欧元区", "CNY"), ("500万元整", "500万元", "CNY"), ("人民币500万元", "人民币500万元", "CNY"),
    ],
)  # fmt: skip
def test_an_amount_is_parted_from_its_currency(typed, said, code):
    found, currency = currencies.parted(typed)
    assert currency == code
    assert found.replace("人民币", "") == said.replace("人民币", "")


def test_every_currency_has_one_name():
    assert (
        currencies.word("USD") == "美元" and currencies.word(None) == "元" and currencies.word("XYZ") == "XYZ"
    )
    named = [word for words in currencies.WORDS.values() for word in words]
    assert len(named) == len(set(named))


def test_a_postcode_has_six_digits_here_and_others_abroad():
    assert postcodes.check("２１５ １００") == "215100"
    assert postcodes.check("SW1A-1AA", abroad=True) == "SW1A-1AA"
    assert postcodes.check("  ") is None and postcodes.check(None) is None
    for wrong in ("21510", "2151000", "SW1A"):
        with pytest.raises(postcodes.PostcodeRefused):
            postcodes.check(wrong)
