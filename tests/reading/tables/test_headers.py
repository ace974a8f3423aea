"""Where a header stands and which rows below it are the table's own."""

from __future__ import annotations

from salesapp.reading.tables import headers
from salesapp.reading.tables.book import Cell, Kind, Merge, Row, Sheet
from salesapp.reading.tables.leftovers import Passed, filled_down, passed_over
from tests.reading.tables import books

FIELDS = {
    "公司名称", "客户名称", "统一社会信用代码", "年产值", "姓名", "联系人", "电话", "来源", "序号", "手机", "手机/电话",
    "邮箱", "微信", "区域",
    "简称", "等级", "成立日期", "公司电话",
}  # fmt: skip


def known(name: str) -> bool:
    return name in FIELDS


def needed(name: str) -> bool:
    return name in {"公司名称", "客户名称"}


def sheet(*rows: list[str], merges: tuple[Merge, ...] = (), first: int = 1) -> Sheet:
    found = (
        Row.of(number, {column: Cell(Kind.TEXT, text) for column, text in enumerate(texts, 1) if text})
        for number, texts in enumerate(rows, first)
    )
    return Sheet("S", tuple(row for row in found if row.cells), merges=merges)


def test_a_header_in_two_lines_below_a_title_and_a_unit():
    book = books.read("01")
    assert headers.propose(book.sheets, known, needed) == 1
    header = headers.find(book.sheets[1], known)
    assert (header.first, header.last) == (6, 7)
    assert [head.shown for head in header.heads] == [
        "序号", "客户信息·公司名称", "客户信息·统一社会信用代码", "客户信息·年产值",
        "联系人·姓名", "联系人·电话", "联系人·电话 (2)", "来源",
    ]  # fmt: skip
    assert (header.title, header.unit) == ("2026年四季度潜在客户名单", "万元")


def test_every_case_has_its_sheet_and_header():
    for start, row, count in (
        ("02", 1, 8), ("03", 1, 5), ("04", 1, 3), ("05", 1, 8), ("06", 1, 6), ("07", 1, 5), ("08", 1, 5), ("09", 1, 5),
        ("10", 1, 5), ("11", 1, 5), ("12", 1, 5), ("13", 1, 4), ("14", 1, 4), ("15", 2, 3), ("16", 1, 2),
    ):  # fmt: skip
        book = books.read(start)
        place = headers.propose(book.sheets, known, needed)
        assert place == 0, start
        header = headers.find(book.sheets[place], known)
        assert (header.last, len(header.heads)) == (row, count), start


def test_marks_breaks_and_remarks_are_no_part_of_a_name():
    header = headers.find(books.read("07").sheets[0], known)
    assert [head.name for head in header.heads] == ["公司名称", "联系人", "手机/电话", "邮箱", "微信"]


def test_a_unit_stands_with_its_column():
    units = {
        "年营收（万元）": "万元",
        "注册资本/万元": "万元",
        "金额(单位:元)": "元",
        "年产值 亿元": "亿元",
        "人数（人）": "",
        "公司名称": "",
    }
    assert {words: headers.unit_of(words) for words in units} == units


def test_a_row_of_data_is_no_second_line_of_the_header():
    header = headers.find(sheet(["公司名称", "手机"], ["苏州甲有限公司", "13900010021"]), known)
    assert (header.first, header.last) == (1, 1)


def test_a_header_with_empty_places_over_names_of_their_own():
    found = sheet(["公司名称", "联系人", "", "来源"], ["", "姓名", "手机", ""], ["甲公司", "周", "139", "展会"],
                  merges=(Merge(1, 2, 1, 3),))  # fmt: skip
    header = headers.find(found, known)
    assert [head.shown for head in header.heads] == ["公司名称", "联系人·姓名", "联系人·手机", "来源"]


def test_without_known_words_there_is_no_header():
    assert headers.find(sheet(["甲", "乙"], ["1", "2"]), known) is None
    assert headers.propose([sheet(["简称", "等级"], ["甲", "A"])], known, needed) is None


def test_a_person_may_point_at_the_header_or_say_that_there_is_none():
    found = sheet(["甲", "乙"], ["公司", "1"], first=4)
    header = headers.at(found, 4, 4, known)
    assert [head.shown for head in header.heads] == ["甲", "乙"]
    assert len(list(header.body(found))) == 1
    none = headers.without(found, ["公司名称", "手机"])
    assert len(list(none.body(found))) == 2
    assert [head.name for head in none.heads] == ["公司名称", "手机"]


def test_a_column_that_is_hidden_and_one_without_a_name_are_marked():
    header = headers.find(books.read("06").sheets[0], known)
    assert [head.column for head in header.heads if head.hidden] == [5]
    assert headers.find(books.read("09").sheets[0], known).unnamed == (6,)


def passed(start: str, place: int, key: int) -> dict[int, Passed | None]:
    found = books.read(start).sheets[place]
    header = headers.find(found, known)
    return {row.number: passed_over(row, header, key) for row in header.body(found)}


def test_sums_and_notes_below_a_table_are_passed_over():
    assert passed("01", 1, 3) == dict.fromkeys((8, 9, 10, 11, 12)) | {13: Passed.SUM, 15: Passed.NOTE}


def test_sums_in_another_column_and_a_signature_are_passed_over():
    found = passed("06", 0, 2)
    assert {number for number, why in found.items() if why == Passed.SUM} == {6, 9, 10}
    assert found[12] == Passed.NOTE
    assert found[3] is None  # the name is in the merged cell above


def test_signs_for_nothing_are_nothing():
    assert passed("07", 0, 1)[9] == Passed.NOTHING


def test_the_header_once_more_is_passed_over():
    found = sheet(["公司名称", "手机"], ["甲公司", "1"], ["公司名称", "手机"], ["乙公司", "2"])
    header = headers.find(found, known)
    assert [passed_over(row, header, 1) for row in header.body(found)] == [None, Passed.HEADER, None]


def test_a_firm_that_is_called_like_a_sum_stays_a_firm():
    found = sheet(["公司名称", "手机"], ["合计科技有限公司", "1"], ["总计", "2"])
    header = headers.find(found, known)
    assert [passed_over(row, header, 1) for row in header.body(found)] == [None, Passed.SUM]


def test_a_merged_cell_fills_its_rows_and_no_further():
    found = books.read("06").sheets[0]
    header = headers.find(found, known)
    filled = {one.row.number: one for one in filled_down(found, tuple(header.body(found)))}
    assert filled[3].row.cell(2).text == "太仓双凫纺机有限公司"
    assert filled[3].above == {1: 2, 2: 2}
    assert filled[6].row.cell(2).text == ""
    assert not filled[5].above
