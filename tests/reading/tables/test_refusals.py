"""What is not read, each with its own sentence; whatever a file does, the app goes on."""

from __future__ import annotations

import io
import struct

import pytest
from openpyxl import Workbook

from salesapp.reading.tables import limits, packages, reader, refusals
from salesapp.reading.tables.limits import Unread, Why
from salesapp.reading.tables.worker import read
from tests.reading.tables import books


def why(data: bytes) -> Why:
    """Return why these bytes are not read."""
    with pytest.raises(Unread) as refused:
        read(data)
    return refused.value.why


def test_every_reason_has_a_sentence_of_its_own():
    assert set(refusals.BY_REASON) == set(Why)
    assert len({str(one.words) for one in refusals.BY_REASON.values()}) == len(Why)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Why.EMPTY),
        (b" \r\n\t", Why.EMPTY),
        (b"\xef\xbb\xbf,,\r\n,,", Why.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, Why.PICTURE),
        (b"\0\0\0\x18ftypheic" + b"x" * 50, Why.PICTURE),
        (b"%PDF-1.7 ...", Why.DOCUMENT),
        (b"Rar!\x1a\x07\0", Why.ARCHIVE),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", Why.OLD_FORM),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            Why.OLD_FORM,
        ),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Why.OLD_FORM),
        (b"a\0b\0\0\0\x01\x02c,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", Why.NO_TABLE),
    ],
)
def test_what_is_no_table_is_said_by_what_it_is(data, reason):
    assert why(data) == reason


def test_a_document_and_an_archive_are_told_from_a_table():
    assert why(books.zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<x/>"})) == Why.DOCUMENT
    assert why(books.zipped({"名单.xlsx": b"x"})) == Why.ARCHIVE


def test_a_damaged_workbook_is_said_to_be_damaged():
    whole = books.case("01")
    assert why(whole[: len(whole) // 2]) == Why.BROKEN
    assert (
        why(books.xlsx("<row r='1'><c r='A1' t='s'><v>7</v></c></row>")) == Why.BROKEN
    )  # of no shared texts
    assert why(books.xlsx("<row><c></row>")) == Why.BROKEN
    assert why(books.case("13")[:1500]) in (Why.BROKEN, Why.NO_TABLE)


def container(*names: str) -> bytes:
    """Return a compound file that holds streams of these names, and nothing in them."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHH", head, 24, 0x3E, 3, 0xFFFE)
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    folder = b""
    for name in ("Root Entry", *names):
        entry = bytearray(128)
        entry[: len(name) * 2] = name.encode("utf-16-le")
        struct.pack_into("<H", entry, 64, len(name) * 2 + 2)
        entry[66] = 5 if name == "Root Entry" else 2
        folder += entry
    return bytes(head) + table + folder.ljust(512, b"\0")


def test_a_file_with_a_password_is_said_to_have_one():
    assert why(container("EncryptionInfo", "EncryptedPackage")) == Why.ENCRYPTED
    locked = {"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": b"\x01\x02"}
    assert why(books.zipped(locked)) == Why.ENCRYPTED


def test_other_compound_files_are_no_tables():
    assert why(container("WordDocument")) == Why.DOCUMENT
    assert why(container("Something")) == Why.NO_TABLE


def test_a_zip_that_swells_is_not_unpacked(monkeypatch):
    assert why(books.xlsx("", xl__bomb="\0" * 30_000_000)) == Why.SWOLLEN
    monkeypatch.setattr(packages, "MOST_ENTRIES", 3)
    assert why(books.xlsx("")) == Why.SWOLLEN


def test_a_zip_that_holds_more_than_it_says_is_stopped_on_the_way(monkeypatch):
    rows = "".join(f"<row>{books.cell('A1', 'x' * 50)}</row>" for _ in range(2000))
    data = books.xlsx(rows)
    monkeypatch.setattr(packages, "_check", lambda entries: None)
    monkeypatch.setattr(packages, "MOST_UNPACKED", 50_000)
    assert why(data) == Why.SWOLLEN


def test_entities_are_not_unfolded():
    text = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet/>"
    assert why(books.xlsx("", **{"xl__worksheets__sheet1.xml": text})) == Why.BROKEN


def test_two_thousand_columns_are_too_many():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("S")
    sheet.append([f"c{n}" for n in range(2000)])
    target = io.BytesIO()
    book.save(target)
    assert why(target.getvalue()) == Why.TOO_MANY_COLUMNS


def test_a_million_rows_are_too_many():
    assert why(b"a,b\n" * 1_000_000) == Why.TOO_MANY_ROWS
    row = f"<row>{books.cell('A1', 'x')}</row>"
    assert why(books.xlsx(row * (limits.MOST_ROWS + 1))) == Why.TOO_MANY_ROWS


def test_too_many_sheets_are_refused(monkeypatch):
    monkeypatch.setattr("salesapp.reading.tables.xlsx.MOST_SHEETS", 1)
    assert why(books.case("01")) == Why.TOO_MANY_SHEETS


def test_one_text_that_many_cells_share_is_not_copied_out():
    shared = f"<sst xmlns='{books.SPACE}'><si><t>{{}}</t></si></sst>"
    relation = (
        f"<Relationships xmlns='{books.PACKAGE}'><Relationship Id='r1' Type='{books.RELATIONS}/worksheet' "
        f"Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='{books.RELATIONS}/sharedStrings' Target='s.xml'/>"
        "</Relationships>"
    )

    def table(signs: int, rows: int) -> bytes:
        cells = "".join(f"<row r='{n}'><c r='A{n}' t='s'><v>0</v></c></row>" for n in range(1, rows + 1))
        parts = {"xl___rels__workbook.xml.rels": relation, "xl__s.xml": shared.format("字" * signs)}
        return books.xlsx(cells, **parts)

    assert len(read(table(limits.MOST_SIGNS, 2)).sheets[0].rows) == 2
    assert why(table(limits.MOST_SIGNS + 1, 1)) == Why.TOO_MUCH_TEXT
    assert why(table(30_000, limits.MOST_TEXT // 30_000 + 1)) == Why.TOO_MUCH_TEXT


@pytest.mark.slow
def test_a_process_that_hands_over_too_much_is_ended(monkeypatch, tmp_path):
    program = tmp_path / "reader"
    script = (
        "import sys\nfrom salesapp.reading.tables import worker\nworker.MOST_ANSWER = 1000\n"
        'worker.read = lambda data: print("x" * 100000, flush=True)\nworker.main()'
    )
    program.write_text(f"#!/bin/sh\nexec {reader.sys.executable} -c '{script}'\n")
    program.chmod(0o755)
    monkeypatch.setattr(reader.sys, "executable", str(program))
    with pytest.raises(refusals.TooWide):
        reader.read(b"a,b\n1,2\n")


def test_the_size_is_looked_at_before_anything_else():
    with pytest.raises(refusals.TooLarge):
        reader.read(b"x" * (limits.MOST_BYTES + 1))
    with pytest.raises(refusals.Empty):
        reader.read(b"")


@pytest.mark.slow
def test_the_process_hands_over_what_it_read():
    book = reader.read(books.case("06"))
    assert book == books.read("06")


@pytest.mark.slow
def test_the_process_says_why_it_did_not_read():
    with pytest.raises(refusals.Encrypted):
        reader.read(container("EncryptedPackage"))


@pytest.mark.slow
@pytest.mark.parametrize("script", ["import os; os.abort()", "import time; time.sleep(60)"])
def test_a_process_that_ends_or_hangs_is_a_sentence(monkeypatch, tmp_path, script):
    program = tmp_path / "reader"
    program.write_text(f"#!/bin/sh\nexec python3 -c '{script}'\n")
    program.chmod(0o755)
    monkeypatch.setattr(reader.sys, "executable", str(program))
    monkeypatch.setattr(reader, "SECONDS", 1)
    with pytest.raises(refusals.TooWide):
        reader.read(b"a,b\n1,2\n")
