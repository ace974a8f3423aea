"""A table from outside, read in a process of its own that has little memory and little time."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from salesapp.reading.tables import separated, wire
from salesapp.reading.tables.book import Workbook
from salesapp.reading.tables.limits import MOST_BYTES, Unread, Why
from salesapp.reading.tables.refusals import BY_REASON, Broken, Empty, TooLarge, TooWide

log = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[3]
SECONDS = 90  # on the clock; a busy machine takes longer than it computes


def read(data: bytes) -> Workbook:
    """Return what is in a table, whatever its file is called; raises TableRefused with the sentence that says why not."""
    if not data:
        raise Empty
    if len(data) > MOST_BYTES:
        raise TooLarge
    with tempfile.TemporaryFile() as answer:  # whose size the process limits
        try:
            done = subprocess.run(
                [sys.executable, "-m", "salesapp.reading.tables.worker"],
                input=data,
                stdout=answer,
                stderr=subprocess.PIPE,
                timeout=SECONDS,
                cwd=PROJECT,
                env={
                    "PATH": os.environ.get("PATH", os.defpath),
                    "PYTHONPATH": str(PROJECT),
                    "LANG": "C.UTF-8",
                },
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise TooWide from None
        answer.seek(0)
        return _answer(done, io.TextIOWrapper(answer, "ascii"))


def read_text(text: str) -> Workbook:
    """Return rows that were pasted; raises TableRefused where there are none."""
    try:
        return separated.read(separated.spaced(text), "")
    except Unread as unread:
        raise BY_REASON[unread.why] from None


def _answer(done: subprocess.CompletedProcess[bytes], answer: Iterable[str]) -> Workbook:
    """Return what the process read; one that was ended by its limits, or by itself, says that the table is too wide."""
    lines = iter(answer)
    first = next(lines, "")
    if done.returncode == 0 and first.startswith('{"why"'):
        raise BY_REASON[Why(json.loads(first)["why"])]
    if done.returncode < 0:
        log.warning("a table's reader ended with signal %s", -done.returncode)
        raise TooWide
    if done.returncode or not first:
        log.error("a table's reader failed: %s", done.stderr.decode(errors="replace")[-2000:])
        raise Broken
    return wire.unpacked(chain((first,), lines))
