"""Business numbers: written as people read them; kinds are declared by the capability that uses them."""

from __future__ import annotations

from datetime import date

import pytest

from salesapp.documents.numbering import rules
from salesapp.documents.numbering.rules import NumberKind, day_of, declare, number_kind

CUSTOMER = NumberKind("customer", "KH", 4)
ACTIVITY = NumberKind("activity", "GT", 3, monthly=True)
QUOTATION = NumberKind("quotation", "BJ", 3, monthly=True)


@pytest.fixture(autouse=True)
def two_kinds(monkeypatch):
    """Two kinds are known; what a test declares is forgotten after it."""
    monkeypatch.setattr(rules, "_kinds", {kind.name: kind for kind in (CUSTOMER, ACTIVITY)})


def test_a_kind_by_the_year_and_one_by_the_month_are_written_their_own_way():
    assert CUSTOMER.write(date(2026, 11, 23), 38) == "KH2026-0038"
    assert ACTIVITY.write(date(2026, 11, 23), 88) == "GT202611-088"


def test_a_counter_past_its_digits_grows():
    assert ACTIVITY.write(date(2026, 11, 1), 1000) == "GT202611-1000"


def test_a_declared_kind_is_known_beside_the_others():
    declare([QUOTATION])
    assert number_kind("quotation").write(date(2026, 11, 28), 19) == "BJ202611-019"
    assert number_kind("customer") == CUSTOMER


def test_declaring_the_same_kind_again_changes_nothing():
    declare([QUOTATION])
    declare([QUOTATION])
    assert number_kind("quotation") == QUOTATION


@pytest.mark.parametrize(
    "taken", [NumberKind("customer", "BJ", 4), NumberKind("quotation", "KH", 4)], ids=["name", "prefix"]
)
def test_two_kinds_share_neither_name_nor_prefix(taken):
    with pytest.raises(ValueError, match="told apart"):
        declare([taken])


def test_an_unknown_kind_names_the_known_ones():
    with pytest.raises(KeyError, match="customer, activity"):
        number_kind("invoice")


def test_a_year_stands_for_its_first_day_and_a_month_for_its():
    assert day_of(2026) == date(2026, 1, 1)
    assert day_of(2026, 11) == date(2026, 11, 1)
    assert day_of(date(2026, 11, 23)) == date(2026, 11, 23)
