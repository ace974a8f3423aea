"""Nobody agrees alone to what nothing measures, and nobody learns a floor by trying prices."""

from decimal import Decimal as D

import pytest

from salesapp.quotations.authority.rules import Asked, Borders, Level, blind, findings, reasons, roles_asked

BORDERS = Borders(D(10), D(20), D(30))


def free(no=1):
    return Asked(no, "定制开发", D(1), D("50000"), None)


@pytest.mark.parametrize(
    ("owner", "second"), [("rep", {"supervisor"}), ("supervisor", {"director"}), ("director", {"finance"})]
)
def test_a_line_without_a_list_price_is_agreed_to_by_somebody_else(owner, second):
    found = findings([free()], BORDERS)
    assert roles_asked(found, owner) == second
    assert "no list price" in reasons(found, owner)[0]


def test_so_is_a_line_that_is_called_otherwise_than_its_product():
    found = findings([Asked(1, "排产软件（含税金）", D(1), D("1000"), D("1000"), renamed=True)], BORDERS)
    assert roles_asked(found, "supervisor") == {"director"}
    assert "called otherwise" in reasons(found, "supervisor")[0]


def test_where_such_lines_are_free_to_all_nobody_is_asked():
    lines = [free(), Asked(2, "甲", D(1), D("1000"), D("1000"), renamed=True)]
    found = findings(lines, BORDERS, without_list=Level.REP)
    assert (
        roles_asked(found, "rep") == roles_asked(found, "supervisor") == set()
        and reasons(found, "supervisor") == []
    )


def test_a_deep_discount_on_top_goes_to_who_is_asked_anyway():
    found = findings([free(), Asked(2, "乙", D(1), D("600"), D("1000"))], BORDERS)
    assert roles_asked(found, "supervisor") == {"director", "finance"}


def test_without_the_floors_nothing_hangs_on_them():
    line = Asked(1, "丙", D(1), D("940"), D("1000"), D("950"))
    found = findings([line], BORDERS)
    assert roles_asked(found, "rep") == {"finance"} and roles_asked(blind(found), "rep") == set()
    assert "below the floor price" in reasons(found, "rep")[0]
    assert reasons(found, "rep", floors=False) == reasons(blind(found), "rep") == []
