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


def test_heads_are_bold_columns_wide_and_signs_of_the_file_s_own_language_only_text():
    book, _count = workbook.write(
        "商机/2026 [甲]", [("<编号> & 名称", 30)], [('a "b" & <c>',), (" 前后有空格 ",)]
    )
    sheet = load_workbook(book).active
    assert (sheet.title, sheet.column_dimensions["A"].width, sheet["A1"].font.b) == (
        "商机 2026  甲 ",
        30,
        True,
    )
    assert [cell.value for cell in sheet["A"]] == ["<编号> & 名称", 'a "b" & <c>', " 前后有空格 "]
    assert not sheet["A2"].font.b


def test_a_moment_keeps_its_hour_and_a_number_the_places_it_has():
    rows = [(datetime(2026, 11, 24, 9, 30), Decimal("1.2345")), (date(2026, 1, 2), Decimal(100))]
    sheet = load_workbook(workbook.write("表", [("时间", 12), ("数", 12)], rows)[0]).active
    assert [cell.value for cell in sheet["A"]][1:] == [datetime(2026, 11, 24, 9, 30), datetime(2026, 1, 2)]
    assert [cell.value for cell in sheet["B"]][1:] == [1.2345, 100]
    assert sheet["B2"].number_format == "#,##0.00##"


def test_a_long_list_is_whole_and_has_columns_beyond_z():
    rows = ([f"{row}-{column}" for column in range(30)] for row in range(1201))
    book, count = workbook.write("表", [(f"列{number}", 8) for number in range(30)], rows)
    sheet = load_workbook(book, read_only=True).active
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert count == len(read) == 1201
    assert read[0][0] == "0-0" and read[-1][-1] == "1200-29"
    assert sheet["AD1202"].value == "1200-29"
