"""Workbooks of Office Open XML (xlsx, xlsm, new et), streamed: nothing is made for cells that are not there.

One pass tells what a reader of values hides: errors, formulas whose value was not kept, formats, hidden rows and columns,
merged cells, the epoch.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

from salesapp.reading.tables import number_formats
from salesapp.reading.tables.book import (
    EPOCH_1900,
    EPOCH_1904,
    Cell,
    Kind,
    Merge,
    Row,
    Sheet,
    Workbook,
    column,
)
from salesapp.reading.tables.limits import MOST_SHEETS, Unread, Why
from salesapp.reading.tables.measure import Measure
from salesapp.reading.tables.packages import entry, opened

RELATION = re.compile(r"\{[^}]*/relationships\}id$")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = ("1", "true")
GENERAL = ("", "General", "@")


def read(data: bytes) -> Workbook:
    """Return all sheets of a workbook."""
    with opened(data) as package:
        parts = _Parts(package)
        measure = Measure()
        sheets = [_sheet(package, path, name, hidden, parts, measure) for name, hidden, path in parts.sheets]
    return Workbook("xlsx", tuple(sheets), epoch=parts.epoch)


class _Parts:
    """What the sheets of a workbook share."""

    def __init__(self, package: zipfile.ZipFile):
        self.names = {name.lower(): name for name in package.namelist()}
        main = self._main(package)
        folder = posixpath.dirname(main)
        self.epoch, listed = _listed(package, main)
        if len(listed) > MOST_SHEETS:
            raise Unread(Why.TOO_MANY_SHEETS)
        targets = {
            one["Id"]: (
                one["Type"].rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one["Target"])),
            )
            for one in self._relations(package, f"{folder}/_rels/{posixpath.basename(main)}.rels")
        }
        self.sheets = [
            (name, hidden, self.names[targets[key][1].lstrip("/").lower()])
            for name, hidden, key in listed
            if targets.get(key, ("",))[0] == "worksheet"
        ]
        others = {kind: path.lstrip("/").lower() for kind, path in targets.values()}
        self.strings = _strings(package, self.names.get(others.get("sharedStrings", "")))
        self.formats = _formats(package, self.names.get(others.get("styles", "")))

    def _main(self, package: zipfile.ZipFile) -> str:
        for one in self._relations(package, "_rels/.rels"):
            if one["Type"].endswith("/officeDocument"):
                return self.names[one["Target"].lstrip("/").lower()]
        return self.names["xl/workbook.xml"]

    def _relations(self, package: zipfile.ZipFile, path: str) -> list[dict[str, str]]:
        name = self.names.get(path.lower())
        if name is None:
            return []
        with entry(package, name) as source:
            return [dict(one.attrib) for one in ElementTree.parse(source).getroot()]


def _listed(package: zipfile.ZipFile, main: str) -> tuple[date, list[tuple[str, bool, str]]]:
    """Return the epoch and the sheets in order: (name, hidden, relation)."""
    with entry(package, main) as source:
        root = ElementTree.parse(source).getroot()
    space = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
    settings = root.find(
        f"{space}workbookPr"
    )  # a newer element of the same name, elsewhere, says nothing of days
    epoch = EPOCH_1904 if settings is not None and settings.get("date1904") in TRUE else EPOCH_1900
    sheets = []
    for one in root.iterfind(f"{space}sheets/{space}sheet"):
        key = next((value for name, value in one.attrib.items() if RELATION.search(name)), "")
        sheets.append((one.get("name", ""), one.get("state", "visible") != "visible", key))
    return epoch, sheets


def _strings(package: zipfile.ZipFile, name: str | None) -> list[str]:
    """Return the shared texts; what a phonetic guide adds is left out."""
    found: list[str] = []
    if name is None:
        return found
    with entry(package, name) as source:
        root = None
        for event, element in ElementTree.iterparse(source, ("start", "end")):
            if root is None:
                root, item = element, element.tag.replace("sst", "si")
            elif event == "end" and element.tag == item:
                found.append(_text(element))
                root.clear()
    return found


def _text(element: Any) -> str:
    """Return the text of a shared or inline string, its runs together."""
    pieces = []
    for one in element:
        tag = one.tag.rpartition("}")[2]
        if tag == "t":
            pieces.append(one.text or "")
        elif tag == "r":
            pieces += [part.text or "" for part in one if part.tag.endswith("}t")]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _formats(package: zipfile.ZipFile, name: str | None) -> list[str]:
    """Return the number format of each style; nothing for the general one."""
    if name is None:
        return []
    with entry(package, name) as source:
        root = ElementTree.parse(source).getroot()
    space = root.tag.rpartition("}")[0] + "}"
    own = {
        one.get("numFmtId"): one.get("formatCode", "")
        for one in root.iterfind(f"{space}numFmts/{space}numFmt")
    }
    found = []
    for style in root.iterfind(f"{space}cellXfs/{space}xf"):
        key = style.get("numFmtId", "0")
        code = own.get(key) or number_formats.BUILTIN.get(int(key), "")
        found.append("" if code in GENERAL else code)
    return found


def _sheet(
    package: zipfile.ZipFile, path: str, name: str, hidden: bool, parts: _Parts, measure: Measure
) -> Sheet:
    rows, merges, columns = [], [], set()
    measure.start()
    with entry(package, path) as source:
        stream = ElementTree.iterparse(source, ("end",))
        number = 0
        for _event, element in stream:
            tag = element.tag.rpartition("}")[2] if element.tag[-1:] in "wl" else ""
            if tag == "row":
                number = int(element.get("r") or number + 1)
                cells = dict(_cells(element, parts))
                if cells:
                    measure.add(cells)
                    rows.append(Row.of(number, cells, None, element.get("hidden") in TRUE))
                element.clear()
            elif tag == "mergeCell":
                merges.append(_area(element.get("ref", "")))
            elif tag == "col" and element.get("hidden") in TRUE:
                columns |= set(
                    range(int(element.get("min", "1")), min(int(element.get("max", "1")), 16384) + 1)
                )
    return Sheet(name, tuple(rows), hidden, frozenset(columns), tuple(filter(None, merges)))


_columns: dict[str, int] = {}


def _cells(row: Any, parts: _Parts) -> Iterator[tuple[int, Cell]]:
    """Yield what a row holds; cells with a style and nothing else, and blanks, hold nothing."""
    last = 0
    for element in row:
        reference = element.get("r")
        if reference:
            name = reference.rstrip("0123456789")
            place = _columns.get(name) or _columns.setdefault(name, column(name.upper()))
        else:
            place = last + 1
        last = place
        if len(element):
            found = _cell(element, parts)
            if found is not None:
                yield place, found


def _cell(element: Any, parts: _Parts) -> Cell | None:
    kind, value, formula, inline = element.get("t", "n"), None, False, None
    for part in element:
        tag = part.tag
        if tag.endswith("}v"):
            value = part.text
        elif tag.endswith("}f"):
            formula = True
        elif tag.endswith("}is"):
            inline = part
    if kind == "inlineStr":
        text = _text(inline) if inline is not None else ""
        return Cell(Kind.TEXT, text) if text.strip() else None
    if value is None:
        return Cell(Kind.UNKEPT, "") if formula else None
    if kind == "s":
        text = parts.strings[int(value)]
        return Cell(Kind.TEXT, text) if text.strip() else None
    if kind == "n":
        return _number(value, element.get("s"), parts)
    if kind == "str":
        text = _unescaped(value)
        return Cell(Kind.TEXT, text) if text.strip() else None
    if kind == "e":
        return Cell(Kind.ERROR, value)
    if kind == "b":
        return Cell(Kind.TEXT, "TRUE" if value in TRUE else "FALSE")
    if kind == "d":
        return Cell(Kind.DATE, value.removesuffix("Z").removesuffix("T00:00:00"))
    raise Unread(Why.BROKEN)


def _number(value: str, style: str | None, parts: _Parts) -> Cell:
    code = parts.formats[int(style)] if style and int(style) < len(parts.formats) else ""
    if code and number_formats.is_of_days(code):
        found = number_formats.day(value, parts.epoch)
        if found is not None:
            return Cell(Kind.DATE, found.isoformat())
    return Cell(Kind.NUMBER, number_formats.plain(value), code)


def _area(reference: str) -> Merge | None:
    found = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", reference)
    if found is None:
        return None
    return Merge(int(found[2]), column(found[1]), int(found[4]), column(found[3]))
