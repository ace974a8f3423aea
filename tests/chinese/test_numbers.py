"""Numbers as people write them."""

from decimal import Decimal

import pytest

from salesapp.chinese.numbers import NumberRefused, Reading, in_wan, read
from tests import cases


@pytest.mark.parametrize(("typed", "yuan"), cases.rows("amounts"))
def test_amounts_as_people_type_them(typed, yuan):
    if yuan == "-":
        with pytest.raises(NumberRefused, match="386,000"):
            read(typed)
    else:
        assert read(typed).number == Decimal(yuan)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("38.6 万", "386000"), ("３８．６万元", "386000"), ("1.2億", "120000000"), ("3千万", "30000000"),
     ("2百万元", "2000000"),
     ("5千", "5000"), ("38w", "380000"), ("1.5万亿", "1500000000000"), ("386 000.5", "386000.5"),
     ("￥ 386,000", "386000"),
     ("386000 RMB", "386000"), ("人民币386,000元整", "386000"), ("人民币¥386,000.00", "386000"), ("CNY1", "1"),
     ("100块钱", "100"),
     ("\u200b386\u202c", "386"), ("-12.5", "-12.5"), ("−12", "-12"), ("负3", "-3"), ("¥-3", "-3"), ("0", "0"),
     (".5", "0.5"), ("5.", "5"),
     ("386000圆整", "386000"), ("007", "7")],
)  # fmt: skip
def test_other_spellings_of_the_kind(typed, number):
    assert read(typed).number == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "万", "元", "¥", "--3", "-¥-3", "38万6千", "1,2345", "38,6000", "38 6", "3 8 6", "1.2.3", "1e999",
     "nan", "inf",
     "Infinity", "½", "³", "38³", "①", "٣", "十万", "约38万", "38-40万", "38~40", "0x10", "1_000", "1" * 41, "386000元元",
     "386000人", "=1+1", "<b>1</b>"],
)  # fmt: skip
def test_what_is_no_number_or_could_be_two_is_refused(typed):
    with pytest.raises(NumberRefused):
        read(typed)


def test_forty_signs_are_a_number_still():
    assert read("0" * 39 + "7").number == 7


@pytest.mark.parametrize(
    ("typed", "wan"), [("5", "5"), ("5万", "5"), ("50000元", "5"), ("5万元", "5"), ("0.5亿", "5000")]
)
def test_where_ten_thousands_are_meant_whoever_writes_a_measure_is_taken_at_their_word(typed, wan):
    assert read(typed).wan == Decimal(wan)
    assert Reading(Decimal(5)) == Reading(Decimal(5), money=False, scaled=False)


@pytest.mark.parametrize(
    ("typed", "shown", "whole"),
    [
        ("38.6万", "386000", True),
        ("2.00", "2.00", True),
        ("2.5", "2.5", False),
        ("1.00001万", "10000.10000", False),
    ],
)
def test_a_measure_leaves_no_noughts_behind_the_point(typed, shown, whole):
    found = read(typed)
    assert f"{found.number:f}" == shown and found.is_whole is whole


def test_a_unit_may_follow_where_the_field_has_one():
    assert read("1.2万人", units="人名").number == 12000
    with pytest.raises(NumberRefused):
        read("1.2万人", units="份")


@pytest.mark.parametrize(
    ("typed", "money", "scaled"),
    [("386", False, False), ("38.6万", False, True), ("386元", True, False), ("￥386", True, False),
     ("5000万元", True, True)],
)  # fmt: skip
def test_whether_it_was_said_to_be_money_and_by_which_measure(typed, money, scaled):
    assert (read(typed).money, read(typed).scaled) == (money, scaled)


@pytest.mark.parametrize(
    ("yuan", "said"),
    [("386000", "38.6 万元"), ("120000000", "1.2 亿元"), ("9999.99", ""), ("10000", "1 万元"),
     ("-386000", "-38.6 万元"),
     ("12345678901234", "123,456.789 亿元"), ("38615.55", "3.8616 万元"), ("38615.5", "3.8616 万元")],
)  # fmt: skip
def test_an_amount_as_people_say_it(yuan, said):
    assert in_wan(Decimal(yuan)) == said


@pytest.mark.parametrize(
    "typed", ["0", "7", "007", "12.50", "386000", "0.000001", "123456789012.123456789012"]
)
def test_digits_alone_are_read_as_they_are_among_blanks(typed):
    bare, among = read(typed), read(f" {typed} ")
    assert bare == among
    assert str(bare.number) == str(among.number) == str(Decimal(typed))
