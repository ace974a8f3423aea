"""Telephone numbers as spreadsheets damage them."""

from __future__ import annotations

import pytest

from salesapp.prospecting.imports.cells.rules import Cell, Kind, State
from salesapp.prospecting.imports.phones import rules


@pytest.mark.parametrize(
    ("said", "stored", "state"),
    [
        ("13800138000", ["+8613800138000"], State.PLAIN),
        ("13900010046.0", ["+8613900010046"], State.PLAIN),
        ("'13900010046", ["+8613900010046"], State.PLAIN),
        ("013900010092", ["+8613900010092"], State.PLAIN),
        ("8613900010047", ["+8613900010047"], State.PLAIN),
        ("1.3900010152E10", ["+8613900010152"], State.PLAIN),
        ("1.39E+10", [], State.EMPTY),
        ("1.390001015E+10", [], State.EMPTY),
        ("51262881234", ["0512-62881234"], State.OFFERED),
        ("5728555242", ["0572-8555242"], State.OFFERED),
        ("57285552421", [], State.EMPTY),  # seven digits in 湖州
        ("0511-85551244/45", ["0511-85551244", "0511-85551245"], State.PLAIN),
        ("13900010142、0556-8555242", ["+8613900010142", "0556-8555242"], State.PLAIN),
        ("13900010073\n13900010074", ["+8613900010073", "+8613900010074"], State.PLAIN),
        ("13900010073，13900010074", ["+8613900010073", "+8613900010074"], State.PLAIN),
        ("85551245", [], State.EMPTY),
        ("不详", [], State.EMPTY),
        ("18300000000", [], State.EMPTY),  # 1.83E+10 kept as a number
        ("13800100000", ["+8613800100000"], State.PLAIN),
        ("13900010073/不详", ["+8613900010073"], State.EMPTY),
    ],
)
def test_numbers_are_saved_where_they_can_be(said, stored, state):
    read = rules.read(Cell(Kind.TEXT, said))
    assert ([phone.stored for phone in read.phones], read.said.state) == (stored, state)


def test_a_local_number_borrows_the_area_code_and_is_offered():
    read = rules.read(Cell(Kind.TEXT, "85551245"), "0510")
    assert (read.phones[0].stored, read.said.state, read.said.value) == (
        "0510-85551245",
        State.OFFERED,
        "0510-85551245",
    )
    assert rules.read(Cell(Kind.TEXT, "0510-85551245"), "0510").said.state == State.PLAIN
    assert rules.read(Cell(Kind.TEXT, "+86 510 8555 1245"), "0510").said.state == State.PLAIN
    assert rules.read(Cell(Kind.TEXT, "0574-88089828"), "0513").said.state == State.PLAIN


def test_the_area_is_that_of_the_region_else_of_the_name():
    assert rules.area_of("320500", "无锡某某公司") == "0512"
    assert rules.area_of(None, "无锡空青传动有限公司") == "0510"
    assert rules.area_of(None, "空青传动有限公司") is None


def test_a_postcode_belongs_to_the_region_the_code_or_the_name():
    assert rules.province_of("320500", None, "杭州某某") == "320500"
    assert rules.province_of(None, "91330502MADE0K7X2P", "杭州某某") == "330502"
    assert rules.province_of(None, None, "杭州某某") == "330100"
    assert rules.province_of(None, None, "某某") is None
