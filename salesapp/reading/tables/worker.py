"""The process that reads one table and ends: whatever a file does to it, the app goes on.

Started with ``python -m salesapp.reading.tables.worker``; the file comes in on its standard input, what was read goes out.
"""

from __future__ import annotations

import gc
import json
import resource
import signal
import sys

from salesapp.reading.tables import encodings, ods, separated, sniffing, web_page, wire, xlsx
from salesapp.reading.tables.book import Workbook
from salesapp.reading.tables.limits import MOST_ANSWER, Unread, Why

MEMORY = 1536 * 1024**2  # bytes of address space
SECONDS = 40  # of computing


def main() -> None:
    """Read the table on the standard input within the limits of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ANSWER, MOST_ANSWER))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # what is larger ends the process, before anybody reads it
    gc.disable()  # nothing that is made here forms circles, and the process ends
    try:
        book = read(sys.stdin.buffer.read())
        sys.stdout.writelines(wire.packed(book))
    except Unread as unread:
        sys.stdout.write(json.dumps({"why": unread.why}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"why": Why.TOO_WIDE}) + "\n")


def read(data: bytes) -> Workbook:
    """Return the table of a file, by what is in it."""
    form = sniffing.form_of(data)
    if form == "xlsx":
        return xlsx.read(data)
    if form == "ods":
        return ods.read(data)
    if form in ("xls", "xlsb"):
        from salesapp.reading.tables import binary

        return binary.read(data, form)
    text, encoding = web_page.text_of(data) if b"<" in data[:200] else encodings.decoded(data)
    if web_page.is_page(text):
        return web_page.read(text, encoding)
    if text.lstrip().startswith(("<?xml", "MIME-Version:")):
        raise Unread(Why.OLD_FORM)
    return separated.read(text, encoding)


if __name__ == "__main__":
    main()
