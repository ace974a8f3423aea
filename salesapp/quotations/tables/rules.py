"""A table of things that are sold: which column is which by the words over it, which rows are lines. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salesapp.quotations.rules import QuotationRefused
from salesapp.reading.tables import headers
from salesapp.reading.tables.book import Cell, Kind, Row, Sheet, Workbook
from salesapp.reading.tables.headers import Header, plain
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: What a column can be, with the words that people write over it.
FIELDS: Mapping[str, tuple[Any, str]] = {
    "code": (_l("Code"), "编码 编号 代码 物料编码 物料号 产品编码 产品编号 产品代码 商品编码 料号 货号 "
             "存货编码 code sku partno"),
    "name": (_l("Product or service"), "名称 产品 产品名称 品名 货物名称 物料名称 商品名称 存货名称 服务名称 项目 项目名称 货物 "
             "设备名称 "
             "产品或服务 产品/服务 货物或应税劳务服务名称 name item product description"),
    "spec": (_l("Specification"), "规格 型号 规格型号 规格/型号 规格及型号 技术参数 参数 配置 spec model specification"),
    "unit": (_l("Unit"), "单位 计量单位 unit uom"),
    "quantity": (_l("Quantity"), "数量 采购数量 需求数量 订购数量 qty quantity"),
    "price": (_l("Unit price (tax included)"), "单价 含税单价 单价含税 报价 售价 报价单价 unitprice price"),
    "list_price": (_l("List price (tax included)"), "目录价 标准价 列表价 公开价 标价 市场价 面价 listprice"),
    "floor_price": (_l("Floor price"), "底价 最低价 限价 最低限价 floor floorprice"),
    "off": (_l("Per cent off"), "减价比例 折扣 减% 优惠% 折扣率 折率 discount"),
    "rate": (_l("Tax rate"), "税率 增值税率 适用税率 税率% taxrate vat"),
    "note": (_l("Remarks"), "备注 说明 附注 remark remarks note notes"),
}  # fmt: skip
#: What is reckoned, and not taken.
IGNORED = frozenset(
    "序号 序 行号 no no. id 金额 合计 小计 总价 价税合计 税额 含税金额 不含税金额 amount total".split()  # noqa: SIM905
)
PRICES = ("price", "list_price", "floor_price")
#: A row that begins like this adds others up.
SUMS = ("合计", "小计", "总计", "共计", "总价", "total", "subtotal", "人民币", "大写")
SIGNS = str.maketrans("", "", "/／_-()（）·")
#: What pasted rows without a header say, in order; numbers are quantity, then price.
TEXTS, FIGURES = ("name", "spec", "unit"), ("quantity", "price")
#: A code as products have them: no blank, no 汉字, and a figure.
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9._/#-]+")
#: The columns of a whole row as the form names them, and those that hold figures.
WHOLE_ROW = ("code", "name", "spec", "unit", "quantity", "price", "off", "rate", "note")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table: its number as the program shows it, what stands in each column by field."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a table: its rows, the fields it has, the columns that were not taken."""

    rows: Sequence[TableRow]
    fields: Collection[str]
    left_out: Sequence[str]


@functools.cache
def _words() -> Mapping[str, str]:
    return {
        plain(word).translate(SIGNS): name for name, (_label, said) in FIELDS.items() for word in said.split()
    }


def field_of(name: str) -> str:
    """Return the field that the words of a column name; nothing where they name none."""
    return _words().get(name.translate(SIGNS), "")


def _known(name: str) -> bool:
    return bool(field_of(name)) or name in IGNORED


def _named(name: str) -> bool:
    return field_of(name) in ("name", "code")


def found_in(book: Workbook, *, most: int) -> Found:
    """Return the lines of a table: below its header, or all rows where there is none."""
    place = headers.propose(book.sheets, _known, _named)
    if place is not None:
        sheet = book.sheets[place]
        header = headers.find(sheet, _known)
        assert header is not None  # the sheet was proposed for it
        found = _below(sheet, header)
    else:
        found = _bare(next((sheet for sheet in book.sheets if sheet.rows), Sheet("")))
    if not found.rows:
        raise QuotationRefused(
            _("No line was found: a table has a column with the name or the code of what is sold.")
        )
    if len(found.rows) > most:
        raise QuotationRefused(
            _("The table has %(count)s lines; %(most)s are taken at once.", count=len(found.rows), most=most)
        )
    return found


def _below(sheet: Sheet, header: Header) -> Found:
    columns: dict[int, str] = {}
    units: dict[int, str] = {}
    for head in header.heads:
        name = "" if head.hidden else field_of(head.name)
        if name and name not in columns.values():
            columns[head.column], units[head.column] = name, head.unit or header.unit
    left = [head.shown for head in header.heads if head.column not in columns and head.name not in IGNORED]
    rows = [TableRow(row.number, _texts(row, columns, units)) for row in header.body(sheet) if not row.hidden]
    return Found([row for row in rows if _is_line(row)], set(columns.values()), left)


def _bare(sheet: Sheet) -> Found:
    """Read rows without a header: column by column where they stand as the form names them.

    In fewer columns texts are name, specification and unit, numbers are quantity and price.
    """
    if _is_whole(sheet):
        rows = [TableRow(row.number, _texts(row, dict(enumerate(WHOLE_ROW, 1)), {})) for row in sheet.rows]
        return Found([row for row in rows if _is_line(row)], WHOLE_ROW, ())
    rows = []
    for row in sheet.rows:
        texts, figures = iter(TEXTS), iter(FIGURES)
        found: dict[str, str] = {}
        for cell in row.cells.values():
            name = next(figures if _is_number(cell) else texts, "")
            if name and cell.says:
                found[name] = cell.text.strip()
        rows.append(TableRow(row.number, found))
    return Found([row for row in rows if _is_line(row)], {*TEXTS, *FIGURES}, ())


def _is_whole(sheet: Sheet) -> bool:
    """Tell whether rows begin with a code: name, specification and unit stand between it and quantity and price."""
    if not any(all(row.cell(column).says for column in (1, 5, 6)) for row in sheet.rows):
        return False
    shapes = (_is_code, _is_words, _is_words, _is_words, _is_number, _is_number)
    cells = ((row.cell(column), fits) for row in sheet.rows for column, fits in enumerate(shapes, 1))
    return all(fits(cell) for cell, fits in cells if cell.says)


def _is_code(cell: Cell) -> bool:
    return bool(CODE.fullmatch(cell.text.strip()))


def _is_words(cell: Cell) -> bool:
    return not _is_number(cell)


def _is_number(cell: Cell) -> bool:
    return cell.kind is Kind.NUMBER or _is_figure(cell.text)


def _is_figure(text: str) -> bool:
    typed = text.strip().replace(",", "").replace("，", "").removeprefix("¥").removeprefix("￥")
    return bool(typed) and typed.replace(".", "", 1).removeprefix("-").isdecimal()


def _texts(row: Row, columns: Mapping[int, str], units: Mapping[int, str]) -> dict[str, str]:
    return {
        name: _said(cell, name, units.get(column, ""))
        for column, name in columns.items()
        if (cell := row.cell(column)).says and cell.text.strip()
    }


def _said(cell: Cell, name: str, unit: str) -> str:
    """Return what a cell says to its field: a share as it is shown, an amount with the unit of its column."""
    if name in ("rate", "off") and cell.kind is Kind.NUMBER and "%" in cell.shown:
        return cell.shown
    if name in PRICES and unit not in ("", "元"):
        return f"{cell.text}{unit}"
    return cell.text.strip()


def _is_line(row: TableRow) -> bool:
    name = row.texts.get("name", "") or row.texts.get("code", "")
    return bool(name) and not name.replace(" ", "").casefold().startswith(SUMS)
