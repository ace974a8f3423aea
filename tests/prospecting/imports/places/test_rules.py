"""What a cell names: a place with its street, an industry with or without its code."""

from __future__ import annotations

import pytest

from salesapp.prospecting.imports.cells.rules import NONE, Cell, Kind, State
from salesapp.prospecting.imports.places import rules


@pytest.mark.parametrize(
    ("said", "code", "state"),
    [
        ("C34通用设备", "C34", State.PLAIN),
        ("C34 通用设备制造业", "C34", State.PLAIN),
        ("C3411", "C34", State.PLAIN),
        ("c34", "C34", State.PLAIN),
        ("电气机械", "C38", State.OFFERED),
        ("通用设备", "C34", State.OFFERED),
        ("C99不知道", None, State.EMPTY),
        ("C34A", None, State.EMPTY),
        ("什么都做", None, State.EMPTY),
    ],
)
def test_an_industry_is_told_by_its_code_or_by_how_its_name_begins(said, code, state):
    taken = rules.industry(Cell(Kind.TEXT, said))
    assert (taken.value, taken.state) == (code, state)


def test_a_place_with_a_street_is_that_place_and_the_street_is_kept():
    taken = rules.region(Cell(Kind.TEXT, "江苏常州武进区某某路10号"))
    assert (taken.value, taken.state, taken.remark) == ("320412", State.OFFERED, "江苏常州武进区某某路10号")
    assert rules.region(Cell(Kind.TEXT, "某某路10号")).state == State.EMPTY


def test_an_address_tells_the_place_where_it_names_one():
    assert rules.region_of_address(Cell(Kind.TEXT, "江苏省昆山市某某路8号")).value == "320583"
    assert rules.region_of_address(Cell(Kind.TEXT, "某某路8号")) is NONE
