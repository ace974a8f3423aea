"""What a file is, by what is in it: an .xls may be a web page, an .et an xlsx, an .xlsx a file with a password."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from salesapp.reading.tables import packages
from salesapp.reading.tables.limits import Unread, Why

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
DOCUMENTS = (b"%PDF", b"{\\rtf")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
#: The first record of a workbook older than the container: Excel 2 to 4.
OLD = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
FREE = 0xFFFFFFFA  # and above: no sector
MOST_SECTORS = 100_000


def form_of(data: bytes) -> str:
    """Return xlsx, xlsb, ods, xls or text; raises Unread for what is no table, or has a password."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unread(Why.EMPTY)
    if data.startswith((ZIP, b"PK\x05\x06")):
        return _of_zip(data)
    if data.startswith(OLE):
        return _of_container(data)
    for signs, why in (
        (PICTURES, Why.PICTURE),
        (DOCUMENTS, Why.DOCUMENT),
        (ARCHIVES, Why.ARCHIVE),
        (OLD, Why.OLD_FORM),
    ):
        if data.startswith(signs):
            raise Unread(why)
    if data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise Unread(Why.PICTURE)
    return "text"


def _of_zip(data: bytes) -> str:
    with packages.opened(data) as package:
        names = {name.lower() for name in package.namelist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    if any(name.startswith("word/") or name.startswith("ppt/") for name in names):
        raise Unread(Why.DOCUMENT)
    if "[content_types].xml" in names:
        return "xlsx"
    raise Unread(Why.ARCHIVE)


def _of_container(data: bytes) -> str:
    streams = set(_streams(data))
    if "encryptedpackage" in streams:
        raise Unread(Why.ENCRYPTED)
    if {"workbook", "book"} & streams:
        return "xls"
    if {"worddocument", "powerpoint document"} & streams:
        raise Unread(Why.DOCUMENT)
    raise Unread(Why.NO_TABLE)


def _streams(data: bytes) -> Iterator[str]:
    """Yield the names of what a compound file holds, in small letters."""
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        sector = struct.unpack_from("<I", data, 48)[0]
        table = [n for n in struct.unpack_from("<109I", data, 76) if n < FREE]
    except struct.error as error:
        raise Unread(Why.BROKEN) from error
    per = size // 4
    for _turn in range(MOST_SECTORS):
        start = (sector + 1) * size
        folder = data[start : start + size]
        if sector >= FREE or not folder:
            return
        for place in range(0, len(folder) - 127, 128):
            length = struct.unpack_from("<H", folder, place + 64)[0]
            if 2 <= length <= 64 and folder[place + 66] == 2:
                name = folder[place : place + length - 2].decode("utf-16-le", "ignore")
                yield name.lower()
        if sector // per >= len(table):
            return
        offset = (table[sector // per] + 1) * size + sector % per * 4
        if offset + 4 > len(data):
            return
        sector = struct.unpack_from("<I", data, offset)[0]
