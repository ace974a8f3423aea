"""A spreadsheet's zip: opened with limits, read as a stream that counts, so that no zip bomb unfolds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from salesapp.reading.tables.limits import MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED, Unread, Why

MEGABYTE, HEAD = 1024**2, 4096
SMALL = 8 * MEGABYTE  # whatever its proportions, this much does no harm


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose entries, size and proportions are those of a table; whatever breaks inside it is said as broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package.infolist())
            yield package
    except (Unread, MemoryError):
        raise
    except Exception as error:  # what zip, zlib and XML say of a broken file, and numbers that name nothing
        raise Unread(Why.BROKEN) from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unread(Why.SWOLLEN)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unread(Why.ENCRYPTED)
    if any(e.file_size > SMALL and e.file_size > MOST_RATIO * max(e.compress_size, 1) for e in entries):
        raise Unread(Why.SWOLLEN)


class Counted(io.RawIOBase):
    """What comes out of one entry; more than a package may hold ends the reading, whatever its directory said."""

    def __init__(self, source: IO[bytes]):
        self.source, self.left = source, MOST_UNPACKED
        self.head = source.read(HEAD)
        if b"<!DOCTYPE" in self.head or b"<!ENTITY" in self.head:  # no table has one, and entities unfold
            raise Unread(Why.BROKEN)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece, self.head = self.head, b""
        piece = piece or self.source.read(size if 0 <= size < MEGABYTE else MEGABYTE)
        self.left -= len(piece)
        if self.left < 0:
            raise Unread(Why.SWOLLEN)
        return piece


@contextmanager
def entry(package: zipfile.ZipFile, name: str) -> Iterator[Counted]:
    """Open one entry of a package."""
    with package.open(name) as source:
        yield Counted(source)
