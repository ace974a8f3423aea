"""What is read of the cells of every case: values, what is offered instead, what is left empty and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from salesapp.prospecting.imports.columns import rules as columns
from salesapp.prospecting.imports.rows.rules import Company
from salesapp.prospecting.imports.tables.rules import lines, plan_of
from salesapp.reading.tables import headers
from tests.reading.tables import books

TODAY = date(2026, 11, 28)


def companies(start: str, sheet: int | None = None) -> dict[int, Company]:
    """Return the companies of a case by their rows."""
    book = books.read(start)
    place = headers.propose(book.sheets, columns.is_known, columns.names_company) if sheet is None else sheet
    header = headers.find(book.sheets[place], columns.is_known)
    plan = plan_of(book, header, columns.guessed(header), today=TODAY)
    return {one.number: one.company for one in lines(book.sheets[place], header, plan) if one.company}


@pytest.fixture(scope="module")
def read():
    """The companies of all cases, each read once."""
    known: dict[str, dict[int, Company]] = {}
    return lambda start: known.setdefault(start, companies(start))


def note(company: Company, field: str):
    return next(one.taken for one in company.notes if one.field == field)


VALUES = {
    "01": {
        (8, "annual_output"): Decimal("32000000.00"), (10, "annual_output"): Decimal("85000000.00"),
        (11, "annual_output"): Decimal("120000000.00"), (10, "credit_code"): "91320583MADE08D085", (8, "channel"): "fair",
    },
    "02": {
        (2, "phone"): "0512-62881234", (2, "qq"): "10001", (3, "phone"): "0572-8555242", (3, "postcode"): "031300",
        (3, "annual_output"): Decimal("3865000.00"), (3, "headcount"): 50, (3, "qq"): "100000", (4, "phone"): "0514-85551243",
        (4, "annual_output"): Decimal("12500000.00"), (5, "phone"): "0511-85551244/0511-85551245", (6, "phone"): "0510-85551245",
        (6, "headcount"): 300, (7, "credit_code"): "91320312MADE0H4T26", (7, "phone"): "0516-85551246", (7, "headcount"): 320,
        (8, "phone"): "0515-85551247",
        (2, "annual_output"): None, (4, "headcount"): None, (5, "credit_code"): None, (5, "annual_output"): None,
        (5, "headcount"): None, (6, "credit_code"): None, (6, "annual_output"): None, (7, "annual_output"): None,
        (8, "credit_code"): None,
    },
    "03": {
        **{(row, "founded_on"): date(2011, 5, 18) for row in (2, 3, 4, 5, 7, 9)},
        (6, "founded_on"): None, (8, "founded_on"): None,
        **{(row, "rival_until"): date(2027, 1, 31) for row in (2, 3, 4, 5, 6)},
        **{(row, "rival_until"): None for row in (7, 8, 9)},
        **{(row, "planned_on"): date(2026, 12, 1) for row in (2, 3, 4, 5, 9)},
        **{(row, "planned_on"): None for row in (6, 7, 8)},
    },
    "04": {
        (2, "founded_on"): date(2011, 5, 18), (2, "planned_on"): date(2026, 12, 1), (3, "founded_on"): date(2019, 3, 1),
        (3, "planned_on"): date(2026, 12, 1), (4, "planned_on"): date(2026, 12, 1),
    },
    "05": {
        (2, "phone"): "0570-8555251", (2, "website"): None, (5, "full_name"): "丽水云和贸易有限公司", (5, "phone"): None,
        (6, "phone"): None, (8, "phone"): None,
    },
    "06": {(2, "region"): "320500", (7, "region"): "320200", (2, "annual_output"): Decimal("10000000.00")},
    "07": {(2, "full_name"): "镇江蓼汀环保工程有限公司", (5, "full_name"): "ABC Tools（昆山）有限公司"},
    "08": {
        (2, "address"): "江西省赣州市章贡区某某路1号, 2幢", (3, "address"): "江西省吉安市 青原区某某路2号", (3, "remark"): "=1+1",
    },
    "10": {(2, "address"): "广西桂林市某某路6号；后门", (2, "remark"): "价格：3,5元"},
    "13": {
        (2, "registered_capital"): Decimal("5000000.00"), (2, "founded_on"): None, (3, "phone"): "0550-8555232",
        (3, "founded_on"): date(2004, 2, 29), (3, "registered_capital"): Decimal("10005000.00"),
        (4, "founded_on"): date(2019, 3, 1), (4, "registered_capital"): Decimal("10000000.00"),
    },
    "14": {(3, "phone"): "0556-8555242", (2, "founded_on"): date(2008, 8, 8)},
}  # fmt: skip


@pytest.mark.parametrize(
    ("start", "row", "field"), [(s, *key) for s, cells in VALUES.items() for key in cells]
)
def test_a_value_is_read_as_it_was_meant(read, start, row, field):
    assert read(start)[row].values.get(field) == VALUES[start][row, field]


MOBILES = {
    "01": {8: ["13900010031"], 9: ["13900010021"], 10: ["13900010033"], 11: []},
    "02": {2: ["13800138000"], 3: ["13900010042"], 4: [], 5: ["13900010044"], 7: ["13900010046"], 8: ["13900010047"]},
    "05": {4: ["13900010053"], 8: ["13900010057"]},
    "06": {2: ["13900010061", "13900010062"], 5: ["13900010063"], 8: ["13900010065"]},
    "07": {
        2: ["13900010071", "13900010072"], 3: ["13900010073", "13900010074"], 4: ["13900010023"], 5: ["13900010075"],
        6: ["13900010076"], 7: ["13900010024", "13900010077"],
    },
    "09": {2: [], 3: ["13900010092"]},
    "14": {2: ["13900010141"], 3: ["13900010142"]},
    "15": {3: ["13900010151"], 4: ["13900010152"]},
}  # fmt: skip


@pytest.mark.parametrize(("start", "row"), [(start, row) for start, rows in MOBILES.items() for row in rows])
def test_mobile_numbers_are_saved_where_they_can_be(read, start, row):
    found = [person.mobile.removeprefix("+86") for person in read(start)[row].people if person.mobile]
    assert found == MOBILES[start][row]


#: What is changed is offered, what is lost is left empty, what is doubtful is asked or warned of.
STATES = {
    ("02", 2, "phone"): "offered", ("02", 2, "annual_output"): "asked", ("02", 3, "phone"): "offered",
    ("02", 3, "postcode"): "warned", ("02", 3, "headcount"): "offered", ("02", 4, "mobile"): "empty",
    ("02", 4, "headcount"): "empty", ("02", 5, "credit_code"): "empty", ("02", 6, "credit_code"): "empty",
    ("02", 6, "phone"): "offered", ("02", 6, "headcount"): "offered", ("02", 8, "credit_code"): "empty",
    ("03", 2, "planned_on"): "offered", ("03", 4, "rival_until"): "offered", ("03", 4, "planned_on"): "offered",
    ("03", 5, "planned_on"): "offered", ("03", 6, "founded_on"): "empty", ("03", 7, "founded_on"): "offered",
    ("03", 7, "rival_until"): "empty", ("03", 7, "planned_on"): "empty", ("03", 8, "rival_until"): "empty",
    ("03", 9, "founded_on"): "offered", ("04", 3, "planned_on"): "offered", ("05", 2, "website"): "empty",
    ("05", 5, "phone"): "empty", ("05", 6, "phone"): "empty", ("07", 2, "contact"): "offered", ("07", 6, "wechat"): "offered",
    ("09", 2, "mobile"): "empty", ("13", 2, "founded_on"): "empty", ("13", 4, "registered_capital"): "offered",
}  # fmt: skip


@pytest.mark.parametrize(("start", "row", "field"), STATES)
def test_nothing_is_changed_silently(read, start, row, field):
    taken = note(read(start)[row], field)
    assert taken.state == STATES[start, row, field]
    assert taken.words and (taken.before or field == "phone")


def test_people_are_paired_by_order_with_their_numbers_and_mails(read):
    first, second = read("07")[2].people
    assert (first.name, first.email, first.wechat) == ("吴见微", "wu@liaoting.example", "wu_jianwei")
    assert (second.name, second.email) == ("郑拾叶", "zheng@liaoting.example")
    he, meng = read("07")[3].people
    assert (he.email, meng.email) == ("he@liaoting.example", None)
    feng, li = read("07")[7].people
    assert (feng.name, feng.title, li.name, li.title) == ("冯知渔", "总经理", "李经理", None)


def test_a_latin_comma_parts_no_name(read):
    (anna,) = read("07")[5].people
    assert (anna.name, anna.email, anna.wechat) == (
        "Müller, Anna",
        "Anna.Mueller@abc-tools.example",
        "ABC_075",
    )
    (other,) = read("07")[6].people
    assert (other.name, other.wechat) == ("阿依古丽·买买提", "13900010076")


def test_both_telephones_of_a_row_are_kept(read):
    (wu,) = read("01")[8].people
    assert (wu.mobile, wu.landline) == ("+8613900010031", "0513-85551231")
    assert read("01")[10].people[0].landline == "0512-57551233转806"


def test_a_word_that_is_no_day_is_kept_in_the_remark(read):
    assert "长期" in read("03")[9].values["remark"]


def test_a_row_without_a_name_or_with_a_formula_for_one_is_refused(read):
    assert read("01")[12].refused and not read("01")[12].values
    assert read("05")[7].refused


def test_a_cell_in_a_column_without_a_name_is_shown_and_not_joined(read):
    assert read("09")[4].surplus == {6: "这是多出来的"}
    assert read("09")[4].values["remark"] == "多一列"


def test_another_sheet_can_be_taken():
    assert companies("06", sheet=1)[2].name == "舟山望岬船务有限公司"
