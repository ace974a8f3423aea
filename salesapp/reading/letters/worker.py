"""The process that reads one Word file and ends: whatever a file does to it, the app goes on.

Started with ``python -m salesapp.reading.letters.worker``; the file comes in on its standard input, its paragraphs go out.
"""

from __future__ import annotations

import io
import json
import resource
import signal
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from salesapp.reading.letters.limits import (
    MOST_ANSWER,
    MOST_BYTES,
    MOST_ENTRIES,
    MOST_PARAGRAPHS,
    MOST_RATIO,
    MOST_TEXT,
    MOST_UNPACKED,
    Unread,
    Why,
)

MEMORY = 1024 * 1024**2  # bytes of address space
SECONDS = 20  # of computing
OLD = b"\xd0\xcf\x11\xe0"  # .doc, and .docx with a password
SMALL = 1024**2  # up to which an entry may be packed as tightly as it likes


def main() -> None:
    """Read the Word file on the standard input within the limits of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ANSWER, MOST_ANSWER))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    try:
        answer: object = read(sys.stdin.buffer.read())
    except Unread as unread:
        answer = {"why": unread.why}
    except MemoryError:
        answer = {"why": Why.SWOLLEN}
    sys.stdout.write(json.dumps(answer))


def read(data: bytes) -> list[tuple[str, bool]]:
    """Return the paragraphs of a Word file in their order, tables too, and whether each is set as a heading."""
    if not data:
        raise Unread(Why.EMPTY)
    if len(data) > MOST_BYTES:
        raise Unread(Why.TOO_LARGE)
    if data.startswith(OLD):
        raise Unread(Why.OLD_FORM)
    _check_packed(data)
    found: list[tuple[str, bool]] = []
    length = 0
    for text, heading in _paragraphs(_opened(data)):
        length += len(text)
        if len(found) >= MOST_PARAGRAPHS or length > MOST_TEXT:
            raise Unread(Why.TOO_LONG)
        found.append((text, heading))
    if not found:
        raise Unread(Why.EMPTY)
    return found


def _check_packed(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            parts = held.infolist()
    except zipfile.BadZipFile as error:
        raise Unread(Why.BROKEN if data.startswith(b"PK") else Why.NO_WORD) from error
    if len(parts) > MOST_ENTRIES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unread(Why.SWOLLEN)
    if any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts):
        raise Unread(Why.SWOLLEN)
    if "word/document.xml" not in {part.filename for part in parts}:
        raise Unread(Why.NO_WORD)


def _opened(data: bytes) -> Any:
    from docx import Document

    try:
        return Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # whatever a broken file makes the reader raise
        raise Unread(Why.BROKEN) from error


def _paragraphs(document: Any) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs that say something; what was struck out with changes tracked is left out, what was put in counts."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    gone = {
        qn("w:del"),
        qn("w:moveFrom"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
    signs = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    for element in document.element.body.iter(qn("w:p")):
        said = "".join(_said(element, qn("w:t"), signs, gone)).strip()
        if said:
            style = Paragraph(element, document).style
            name = (style.name or "") if style else ""
            yield said, name.lower().startswith(("heading", "标题"))


def _said(element: Any, text: str, signs: dict[str, str], gone: set[str]) -> Iterator[str]:
    for child in element:
        if child.tag in gone:
            continue
        if child.tag == text:
            yield child.text or ""
        elif child.tag in signs:
            yield signs[child.tag]
        else:
            yield from _said(child, text, signs, gone)


if __name__ == "__main__":
    main()
