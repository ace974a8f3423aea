"""Tables for the tests: the cases of tests/cases/imports, and workbooks written part by part."""

from __future__ import annotations

import io
import zipfile

from salesapp.config import PROJECT
from salesapp.reading.tables import worker
from salesapp.reading.tables.book import Sheet, Workbook

CASES = PROJECT / "tests" / "cases" / "imports"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def case(start: str) -> bytes:
    """Return the bytes of the case whose name begins so."""
    return next(CASES.glob(f"{start}*")).read_bytes()


def read(start: str) -> Workbook:
    """Return a case as it is read, without a process of its own."""
    return worker.read(case(start))


def texts(sheet: Sheet) -> dict[str, str]:
    """Return what is shown in the cells of a sheet, by row and column."""
    return {f"{row.number}/{column}": cell.shown for row in sheet.rows for column, cell in row.cells.items()}


def xlsx(rows: str, *, before: str = "", after: str = "", **parts: str) -> bytes:
    """Return a workbook of one sheet with these rows as XML; ``parts`` are further files, / written as __."""
    content = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='r' Type='{RELATIONS}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{SPACE}' xmlns:r='{RELATIONS}'><sheets><sheet name='S' sheetId='1' r:id='r1'/>"
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='r1' Type='{RELATIONS}/worksheet' "
        "Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{SPACE}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>",
        **{name.replace("__", "/"): text for name, text in parts.items()},
    }
    return zipped(content)


def zipped(content: dict[str, str | bytes]) -> bytes:
    """Return a zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in content.items():
            package.writestr(name, text)
    return target.getvalue()


def cell(reference: str, text: str) -> str:
    """Return a cell with a text."""
    return f"<c r='{reference}' t='inlineStr'><is><t>{text}</t></is></c>"
