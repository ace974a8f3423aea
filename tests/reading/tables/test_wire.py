"""What was read of a table, handed over line by line and kept."""

from __future__ import annotations

import json

from salesapp.reading.tables import wire
from salesapp.reading.tables.book import Cell, Kind, Merge, Row, Sheet, Told, Workbook


def book(*rows: Row) -> Workbook:
    sheets = (Sheet("空"), Sheet("名单", rows, True, frozenset({3}), (Merge(1, 1, 2, 1),)), Sheet("末"))
    return Workbook("xlsx", sheets, untold=frozenset({Told.HIDDEN}), encoding="utf-8")


def row(number: int, *texts: str, format: str = "") -> Row:
    return Row.of(
        number, {place: Cell(Kind.TEXT, text, format) for place, text in enumerate(texts, 1)}, number + 1
    )


def test_what_is_handed_over_comes_back_as_it_was():
    sent = book(
        row(1, "名称", "电\n话"),
        row(3, "苏州甲", "", format="000000"),
        Row.of(4, {7: Cell(Kind.NUMBER, "5")}),
    )
    assert wire.unpacked(wire.packed(sent)) == sent
    assert len(list(wire.packed(sent))) == 1 + 3 + 3
    assert [cell.text for cell in sent.sheets[1].rows[1].cells.values()] == ["苏州甲", ""]


def test_rows_share_what_they_have_alike():
    rows = (
        wire.unpacked(wire.packed(book(row(1, "甲", "乙"), row(2, "丙", "丁"), row(3, "戊")))).sheets[1].rows
    )
    assert rows[0].columns is rows[1].columns and rows[0].kinds is rows[1].kinds
    assert rows[2].columns == (1,)


def test_a_cell_has_no_sign_that_no_database_keeps():
    assert {c: cell.text for c, cell in row(1, "a\0b", "\0", "c").cells.items()} == {1: "ab", 2: "", 3: "c"}
    assert row(1, "\0").cells[1].text == "" and Row.of(1, {}).cells == {}


def test_a_table_that_was_kept_as_one_line_a_sheet_is_read():
    head, *_rest = wire.packed(book())
    kept = {
        "name": "名单",
        "hidden": False,
        "columns": [],
        "merges": [],
        "rows": [[2, None, True, [1, 3], "tn", ["甲", "5"], []]],
    }
    (sheet,) = wire.unpacked([head, json.dumps(kept)]).sheets
    assert sheet.rows == (Row.of(2, {1: Cell(Kind.TEXT, "甲"), 3: Cell(Kind.NUMBER, "5")}, hidden=True),)
