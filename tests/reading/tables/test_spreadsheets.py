"""What is read of spreadsheets: values with what surrounds them, by what is in the file and not by its name."""

from __future__ import annotations

from datetime import date

import pytest

from salesapp.reading.tables import worker, xlsx
from salesapp.reading.tables.book import Cell, Kind, Merge, Told
from tests.reading.tables import books


def test_a_sheet_that_does_not_begin_in_its_corner_keeps_its_places():
    book = books.read("01")
    help_text, names, old = book.sheets
    assert (help_text.name, names.name, old.name, old.hidden) == ("填写说明", "名单", "旧名单", True)
    assert names.rows[0].number == 3
    assert names.extent == "I15"  # the blanks in K9 and P40 are nothing
    assert names.rows[4].cell(3).text == "南通帛砚包装有限公司"
    assert Merge(6, 3, 6, 5) in names.merges


def test_numbers_are_plain_digits_with_what_their_format_shows():
    sheet = books.read("02").sheets[0]
    cells = {row.number: row for row in sheet.rows}
    assert cells[2].cell(3) == Cell(Kind.NUMBER, "13800138000", "0")
    assert cells[3].cell(5).shown == "031300"
    assert (cells[5].cell(2).text, cells[5].cell(2).shown) == ("913211029999000000", "9.13E+17")
    assert cells[6].cell(2).shown == "913202149999300000"
    assert cells[4].cell(3) == Cell(Kind.TEXT, "1.39E+10")
    assert cells[5].cell(6).text == "-20"


def test_days_are_days_and_a_serial_that_is_none_stays_a_number():
    sheet = books.read("03").sheets[0]
    cells = {row.number: row for row in sheet.rows}
    assert cells[2].cell(2) == Cell(Kind.DATE, "2011-05-18")
    assert cells[2].cell(3) == Cell(Kind.DATE, "2027-01-31")
    assert cells[2].cell(4) == Cell(Kind.NUMBER, "46357")
    assert cells[8].cell(2).kind == Kind.NUMBER
    assert cells[8].cell(3) == Cell(Kind.NUMBER, "2958466", "0")


def test_the_epoch_of_a_mac_is_read_where_it_stands():
    book = books.read("04")
    assert book.epoch == date(1904, 1, 1)
    cells = {row.number: row for row in book.sheets[0].rows}
    assert (cells[2].cell(2).text, cells[2].cell(3).text) == ("2011-05-18", "2026-12-01")
    assert cells[3].cell(2).text == "2019-03-01"
    assert cells[3].cell(3) == Cell(Kind.NUMBER, "44895")


def test_errors_and_formulas_without_a_value_are_not_empty():
    cells = {row.number: row for row in books.read("05").sheets[0].rows}
    assert cells[2].cell(6).text == "0570-8555251"
    assert cells[3].cell(7) == Cell(Kind.ERROR, "#N/A")
    assert cells[5].cell(1).text == "丽水云和贸易有限公司"
    assert cells[5].cell(6) == Cell(Kind.ERROR, "#NAME?")
    assert cells[6].cell(6) == Cell(Kind.UNKEPT, "")
    assert cells[7].cell(1).text.startswith("=cmd|")
    assert cells[8].cell(6).text == "#DIV/0!"
    assert not cells[8].cell(6).says


def test_hidden_rows_and_columns_are_told():
    sheet, other, chart = books.read("06").sheets
    assert [row.number for row in sheet.rows if row.hidden] == [8]
    assert sheet.hidden_columns == {5}
    assert (other.name, chart.rows) == ("浙江", ())
    assert 4 not in [row.number for row in sheet.rows]  # inside a merged cell, but empty


def test_a_stray_cell_far_away_costs_nothing():
    sheet = books.read("16").sheets[0]
    assert [row.number for row in sheet.rows] == [1, 2, 100_000]
    assert sheet.extent == "B100000"


def test_a_cell_in_the_last_corner_is_one_cell():
    book = xlsx.read(
        books.xlsx(f"<row r='1'>{books.cell('A1', '公司名称')}{books.cell('XFD1048576', 'x')}</row>")
    )
    assert book.sheets[0].rows[0].cell(16384).text == "x"


def test_an_old_workbook_is_read_whatever_it_is_called():
    book = books.read("13")
    cells = books.texts(book.sheets[0])
    assert book.form == "xls"
    assert cells["1/1"] == "客户名称"
    assert cells["2/2"] == "13900010131"
    assert cells["3/3"] == "2004-02-29"
    assert cells["4/4"] == "人民币壹仟万元整"
    assert book.untold == {Told.HIDDEN, Told.ERRORS, Told.FORMATS}


def test_rows_that_a_calc_file_repeats_a_million_times_are_nothing():
    book = books.read("14")
    (sheet,) = book.sheets
    assert [row.number for row in sheet.rows] == [1, 2, 3]
    assert sheet.rows[1].cell(2) == Cell(Kind.NUMBER, "13900010141")
    assert sheet.rows[1].cell(3) == Cell(Kind.DATE, "2008-08-08")
    assert sheet.rows[2].cell(2).text == "13900010142、0556-8555242"


def ods(rows: str, styles: str = "") -> bytes:
    """Return a document of one table."""
    spaces = " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
        for name in ("office", "table", "text", "style")
    )
    return books.zipped(
        {
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            "<office:body><office:spreadsheet><table:table table:name='T' table:style-name='ta'>"
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )


def test_a_calc_file_tells_what_it_hides():
    column = "<table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse'/>"
    text = "<table:table-cell office:value-type='string'><text:p>甲<text:s text:c='2'/>乙</text:p></table:table-cell>"
    number = "<table:table-cell office:value-type='float' office:value='31300'><text:p>031300</text:p></table:table-cell>"
    error = "<table:table-cell table:formula='of:=1/0' office:value-type='string'><text:p>#DIV/0!</text:p></table:table-cell>"
    unkept = "<table:table-cell table:formula='of:=A1'/>"
    hidden = "<style:style style:name='ta'><style:table-properties table:display='false'/></style:style>"
    data = ods(
        f"{column}<table:table-row table:visibility='filter'>{text}{number}{error}{unkept}</table:table-row>",
        hidden,
    )
    (sheet,) = worker.read(data).sheets
    (row,) = sheet.rows
    assert (sheet.hidden, row.hidden, sheet.hidden_columns) == (True, True, {3})
    assert [cell.shown for cell in row.cells.values()] == ["甲  乙", "031300", "#DIV/0!", ""]
    assert [cell.kind for cell in row.cells.values()] == [Kind.TEXT, Kind.NUMBER, Kind.ERROR, Kind.UNKEPT]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<c r='A1'><v>0.30000000000000004</v></c>", "0.3"),
        ("<c r='A1'><v>1E5</v></c>", "100000"),
        ("<c r='A1'><v>13800138000.0</v></c>", "13800138000"),
        ("<c r='A1' t='b'><v>1</v></c>", "TRUE"),
        ("<c t='str'><f>A2</f><v>a_x000D_b</v></c>", "a\rb"),
        ("<c r='A1' t='inlineStr'><is><r><t>苏</t></r><r><t>州</t></r><rPh><t>su</t></rPh></is></c>", "苏州"),
        ("<c r='A1' t='d'><v>2026-12-01T00:00:00Z</v></c>", "2026-12-01"),
    ],
)
def test_values_of_every_kind_are_read_as_they_were_meant(written, read):
    assert xlsx.read(books.xlsx(f"<row>{written}</row>")).sheets[0].rows[0].cell(1).text == read
