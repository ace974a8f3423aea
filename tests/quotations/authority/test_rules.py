"""Borders of discount, one fen to each side."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesapp.quotations.authority.rules import (
    Asked,
    Borders,
    Level,
    deepest,
    findings,
    is_called_otherwise,
    off_of,
    off_words,
    reasons,
    roles_asked,
)
from salesapp.rights.rules import Role

CASES = Path(__file__).parents[2] / "cases" / "quotations" / "authority.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:] if line.strip()]
BORDERS = Borders(Decimal(10), Decimal(20), Decimal(30))
#: 总监 and 总经理 are one role of the house: beyond the director's border finance signs beside it.
WHO = {
    "销售代表": set(),
    "主管": {Role.SUPERVISOR},
    "总监": {Role.DIRECTOR},
    "总经理": {Role.DIRECTOR},
    "财务": {Role.FINANCE},
}


def number(text):
    return None if text == "-" else Decimal(text)


def line(listed, floor, price, *, no=1, quantity=1, own=None):
    quantity = Decimal(quantity)
    return Asked(
        no, "某件", quantity, number(price) * quantity, number(listed), number(floor), own or Borders()
    )


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_case_goes_to_whom_it_must(row):
    _case, listed, floor, price, off, who = row[:6]
    found = findings([line(listed, floor, price)], BORDERS)
    wanted = set().union(*(WHO[name.strip()] for name in who.split("+")))
    assert roles_asked(found, Role.REP) == wanted
    if listed != "-":
        assert off_of(number(price), number(listed)).quantize(Decimal("0.000001")) == Decimal(off)


def test_the_owners_own_role_is_what_counts():
    found = findings([line("1000.00", "-", "810.00")], BORDERS)
    assert roles_asked(found, Role.REP) == {Role.SUPERVISOR}
    assert roles_asked(found, Role.SUPERVISOR) == set()
    deeper = findings([line("1000.00", "-", "799.99")], BORDERS)
    assert roles_asked(deeper, Role.SUPERVISOR) == {Role.DIRECTOR}
    assert roles_asked(findings([line("1000", "-", "699.99")], BORDERS), Role.DIRECTOR) == {
        Role.DIRECTOR,
        Role.FINANCE,
    }


def test_the_borders_of_a_product_go_before_those_of_the_role():
    strict = Borders(rep=Decimal(5))
    found = findings([line("1000", "-", "949.99", own=strict)], BORDERS)
    assert found[0].level is Level.SUPERVISOR
    wide = Borders(rep=Decimal(15), supervisor=Decimal(25))
    assert findings([line("1000", "-", "850.00", own=wide)], BORDERS)[0].level is Level.REP
    assert findings([line("1000", "-", "849.99", own=wide)], BORDERS)[0].level is Level.SUPERVISOR


def test_the_whole_is_asked_too_so_nothing_is_spread_thinly():
    lines = [line("1000", "-", "900", no=1), line("1000", "-", "900", no=2)]
    taken_off = Asked(3, "一次性优惠", Decimal(-1), Decimal(-1), None)
    assert deepest(findings(lines, BORDERS)) is Level.REP
    assert deepest(findings([*lines, taken_off], BORDERS)) is Level.SUPERVISOR


def test_a_thing_taken_back_pays_for_no_discount():
    sold = Asked(1, "新机", Decimal(1), Decimal(10000), Decimal(10000))
    for given, price in ((Decimal(9000), Decimal(9000)), (Decimal(0), Decimal(9000)), (Decimal(1001), None)):
        back = Asked(2, "旧机", Decimal(-1), -given, price)
        level = deepest(findings([sold, back], BORDERS))
        assert level is {9000: Level.BEYOND, 0: Level.REP, 1001: Level.SUPERVISOR}[int(given)]


def test_a_line_below_nothing_counts_into_the_floor_of_the_others():
    sold = Asked(1, "新机", Decimal(1), Decimal(10000), Decimal(10000), Decimal(9500))
    for given, below in (("500", False), ("500.01", True)):
        found = findings([sold, Asked(2, "优惠", Decimal(-1), -Decimal(given), None)], BORDERS)
        assert any(one.below_floor for one in found) is below


def test_what_is_called_otherwise_than_its_product_is_no_cheap_product():
    cable = Asked(1, "服务器", Decimal(1), Decimal(1000), Decimal(10), renamed=True)
    found = findings([cable], BORDERS)
    assert roles_asked(found, Role.REP) == {Role.SUPERVISOR}
    assert roles_asked(found, Role.SUPERVISOR) == {Role.DIRECTOR}
    assert roles_asked(findings([cable], BORDERS, without_list=Level.REP), Role.REP) == set()
    assert reasons(found, Role.REP) == [
        "Line 1 服务器: called otherwise than the product whose list price it has"
    ]
    assert reasons(found, Role.SUPERVISOR) == reasons(found, Role.REP)


@pytest.mark.parametrize(
    ("line", "otherwise"),
    [
        (("排产 软件", "标准版", "套"), False),
        (("排产软件", "", ""), False),
        (("排产软件", "标准版，含接口", "套"), False),
        (("排产软件企业版", "标准版", "套"), True),
        (("排产软件", "企业版", "套"), True),
        (("排产软件", "标准版", "箱"), True),
    ],
)
def test_a_specification_may_say_more_and_never_something_else(line, otherwise):
    assert is_called_otherwise(line, ("排产软件", "标准版", "套")) is otherwise


def test_it_is_said_line_by_line_and_a_floor_without_its_figure():
    said = reasons(findings([line("1000.00", "950.00", "899.99")], BORDERS), Role.REP)
    assert "10.001" in said[0]
    assert "below the floor price" in said[0]
    assert not any("950" in one for one in said)
    assert reasons(findings([line("1000", "-", "950")], BORDERS), Role.REP) == []


@pytest.mark.parametrize(
    ("off", "words"),
    [
        ("12", "12 % off (8.8 fold)"),
        ("15.789473", "15.79 % off (8.42 fold)"),
        ("-5", "5 % more"),
        ("10.001", "10.001"),
    ],
)
def test_a_discount_is_written_in_both_ways(off, words):
    assert words in off_words(Decimal(off))
