"""What is read of text with columns and of web pages: in every encoding that people save in, nothing lost."""

from __future__ import annotations

import pytest

from salesapp.reading.tables import encodings, reader, separated, worker
from salesapp.reading.tables.limits import Unread
from tests.reading.tables import books


def test_a_mark_at_the_beginning_is_no_part_of_the_first_word():
    sheet = books.read("08").sheets[0]
    assert sheet.rows[0].cell(1).text == "公司名称"
    assert sheet.rows[1].cell(5).text == '报价"含税"'


def test_row_and_line_differ_after_a_break_inside_a_cell():
    rows = books.read("08").sheets[0].rows
    assert [(row.number, row.line) for row in rows] == [(1, 1), (2, 2), (3, 3), (4, 5), (5, 6)]
    assert rows[2].cell(4).text == "江西省吉安市\n青原区某某路2号"
    assert rows[2].cell(5).text == "=1+1"


def test_what_reads_as_utf_8_is_utf_8():
    book = books.read("09")
    assert book.encoding == "utf-8"
    assert book.sheets[0].rows[3].cell(6).text == "这是多出来的"
    assert len(book.sheets[0].rows[4].cells) == 2


def test_a_semicolon_of_full_width_and_a_comma_do_not_part_columns():
    book = books.read("10")
    assert book.encoding == "gb18030"
    row = book.sheets[0].rows[1]
    assert (row.cell(4).text, row.cell(5).text) == ("广西桂林市某某路6号；后门", "价格：3,5元")


def test_rare_characters_of_gb_18030_stay_what_they_are():
    rows = books.read("11").sheets[0].rows
    assert [row.cell(2).text for row in rows[1:]] == ["李䶮", "王㛃", "陈𬭎"]


def test_unicode_text_is_read():
    book = books.read("12")
    assert book.encoding == "utf-16-le"
    assert book.sheets[0].rows[2].cell(3).text == "0872-2555122"


def test_a_web_page_called_xls_is_read():
    book = books.read("15")
    rows = book.sheets[0].rows
    assert book.form == "html"
    assert rows[2].cell(1).text == "兰州河套机械有限公司"
    assert rows[3].cell(2).text == "13900010152"  # 1.3900010152E10 as a number
    assert book.sheets[0].merges[0].right == 3


def test_cells_over_several_rows_of_a_web_page_push_the_others_aside():
    page = "<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"
    assert books.texts(worker.read(page.encode()).sheets[0]) == {"1/1": "甲", "1/2": "1", "2/2": "2"}


TRADITIONAL = "公司名稱,聯絡人\n臺北資訊股份有限公司,陳怡君\n高雄機電有限公司,林志明\n"


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"]
)
def test_every_encoding_is_told_by_the_text(name):
    text, _told = encodings.decoded(TRADITIONAL.encode(name))
    assert text == TRADITIONAL


@pytest.mark.parametrize("name", ["gbk", "gb18030"])
def test_simplified_text_is_not_taken_for_traditional(name):
    text = "公司名称,联系人\n苏州宏砚自动化有限公司,沈听澜\n"
    assert encodings.decoded(text.encode(name)) == (text, "gb18030")


def test_bytes_of_no_encoding_are_refused():
    with pytest.raises(Unread, match="unknown encoding"):
        encodings.decoded(b"\xff\xfe\x00\xd8" + "公司".encode("utf-16-le"))
    with pytest.raises(Unread, match="unknown encoding"):
        encodings.decoded("公司名称,联系人\n".encode("gb18030") + b"\x81\xff\xff")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("公司名称,手机\n甲,1\n", ","),
        ("公司名称;备注\n甲;3,5\n乙;1,2\n", ";"),
        ("公司名称\t备注\n甲\t3,5\n", "\t"),
        ("公司名称|手机\n甲|1\n", "|"),
        ("公司名称\n甲\n乙\n", ","),
    ],
)
def test_what_parts_the_columns_is_what_most_rows_share(text, separator):
    assert separated.separator_of(text) == separator


def test_a_first_line_may_name_the_separator():
    rows = separated.read("sep=;\n公司名称;手机\n甲;1\n", "utf-8").sheets[0].rows
    assert [(row.number, row.line) for row in rows] == [(2, 2), (3, 3)]


def test_pasted_rows_are_a_table_too():
    rows = reader.read_text("苏州甲有限公司\t周望舒\t13900010021\n无锡乙有限公司\t钱亦禾\t\n").sheets[0].rows
    assert [len(row.cells) for row in rows] == [3, 2]


@pytest.mark.parametrize(
    "text",
    [
        "无锡甲有限公司 李总 13912340001\n杭州乙有限公司  张工  0571-88001234",
        "无锡甲有限公司，李总，13912340001\n\n杭州乙有限公司，张工，0571-88001234\n",
    ],
)
def test_lines_of_a_chat_are_parted_at_their_blanks(text):
    rows = reader.read_text(text).sheets[0].rows
    assert [[cell.text for cell in row.cells.values()] for row in rows] == [
        ["无锡甲有限公司", "李总", "13912340001"], ["杭州乙有限公司", "张工", "0571-88001234"],
    ]  # fmt: skip


def test_names_with_a_blank_stay_whole_where_the_table_has_columns_or_few_have_one():
    assert separated.spaced("Hengda Tools\t李总\n乙公司\t张工") == "Hengda Tools\t李总\n乙公司\t张工"
    assert separated.spaced("Hengda Tools\n甲公司\n乙公司") == "Hengda Tools\n甲公司\n乙公司"
