"""Rows of a table without a header: what stands in which column."""

import pytest

from salesapp.quotations.tables.rules import found_in
from salesapp.reading.tables import reader


def rows(*lines: str) -> list[dict[str, str]]:
    found = found_in(reader.read_text("\n".join(lines)), most=500)
    return [dict(row.texts) for row in found.rows]


def test_rows_that_stand_as_the_form_names_its_columns_are_read_column_by_column():
    assert rows(
        "ZL-100\t质量追溯软件\t标准版\t套\t2\t150,000.00\t5%\t13%\t含一年升级",
        "\t机柜\t42U\t台\t3.5\t4,980\t\t13%\t",
        "FW-001\t实施服务\t\t人天\t12\t\t\t6%\t",
    ) == [
        {"code": "ZL-100", "name": "质量追溯软件", "spec": "标准版", "unit": "套", "quantity": "2", "price": "150,000.00",
         "off": "5%", "rate": "13%", "note": "含一年升级"},
        {"name": "机柜", "spec": "42U", "unit": "台", "quantity": "3.5", "price": "4,980", "rate": "13%"},
        {"code": "FW-001", "name": "实施服务", "unit": "人天", "quantity": "12", "rate": "6%"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("机柜\t42U\t台\t3\t4980", {"name": "机柜", "spec": "42U", "unit": "台", "quantity": "3", "price": "4980"}),
        ("机柜\t3\t4980", {"name": "机柜", "quantity": "3", "price": "4980"}),
        ("机柜\t42U\t图腾\t台\t3\t4980", {"name": "机柜", "spec": "42U", "unit": "图腾", "quantity": "3", "price": "4980"}),
    ],
)  # fmt: skip
def test_shorter_rows_are_texts_then_quantity_and_price(line, found):
    assert rows(line) == [found]
