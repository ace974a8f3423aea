"""Lists as workbooks, read back."""

from datetime import date, datetime
from decimal import Decimal

from openpyxl import load_workbook

from salesapp.web import workbook


def test_text_stays_text_amounts_are_numbers_and_days_are_dates():
    rows = [("=1+1", Decimal("386000.01"), date(2026, 11, 24), None), ("a\x0bb", Decimal("-0.01"), None, 7)]
    book, count = workbook.write("商机", [("编号", 14), ("金额", 16), ("日期", 12), ("其他", 8)], rows)
    sheet = load_workbook(book).active

    assert (count, sheet.title, sheet.freeze_panes) == (2, "商机", "C2")
    assert [cell.value for cell in sheet[1]] == ["编号", "金额", "日期", "其他"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert round(Decimal(str(sheet["B2"].value)), 2) == Decimal("386000.01")
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet["C2"].value == datetime(2026, 11, 24)
    assert (sheet["A3"].value, sheet["C3"].value, sheet["D3"].value) == ("ab", None, "7")


def test_an_empty_list_is_a_workbook_with_its_heads():
    book, count = workbook.write("客户", [("编号", 14)], [], kept=1)
    assert count == 0
    assert load_workbook(book).active["A1"].value == "编号"
