"""A Word file from outside, read in a process of its own that has little memory and little time."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from salesapp.reading.letters.limits import MOST_ANSWER, MOST_BYTES, MOST_TEXT, Why
from salesapp.refusals import Refusal
from salesapp.words import lazy_gettext as _l

log = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[3]
SECONDS = 45  # on the clock; a busy machine takes longer than it computes

WORDS = {
    Why.EMPTY: _l("There is no text in this file; of a scan, the clauses must be typed."),
    Why.TOO_LARGE: _l(
        "The file is larger than %(most)s MB. Leave the pictures out of it.", most=MOST_BYTES // 1024**2
    ),
    Why.OLD_FORM: _l(
        "This is an old Word file (.doc), or one with a password. Save it as .docx without one."
    ),
    Why.NO_WORD: _l("This is no Word file (.docx) that can be read."),
    Why.BROKEN: _l("This Word file is damaged. Open it in Word and save it again."),
    Why.SWOLLEN: _l("Unpacked, this file would be far too large. It is not read."),
    Why.TOO_LONG: _l(
        "This file holds more than a contract: over %(most)s characters. Leave its annexes out.", most=f"{MOST_TEXT:,}"
    ),
}  # fmt: skip


class LetterRefused(Refusal):
    """A file that is not read as a Word file, and why."""

    def __init__(self, why: Why):
        super().__init__(str(WORDS[why]), field="file")


class Line(NamedTuple):
    """One paragraph, and whether it is set as a heading."""

    text: str
    heading: bool = False


def read(data: bytes) -> list[Line]:
    """Return the paragraphs of a Word file; raises LetterRefused with the sentence that says why not."""
    with tempfile.TemporaryFile() as answer:  # whose size the process limits
        try:
            done = subprocess.run(
                [sys.executable, "-m", "salesapp.reading.letters.worker"],
                input=data[: MOST_BYTES + 1], stdout=answer, stderr=subprocess.PIPE, timeout=SECONDS, cwd=PROJECT, check=False,
                env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(PROJECT), "LANG": "C.UTF-8"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise LetterRefused(Why.SWOLLEN) from None
        answer.seek(0)
        return _answer(done, answer.read(MOST_ANSWER).decode())


def _answer(done: subprocess.CompletedProcess[bytes], text: str) -> list[Line]:
    """Return what the process read; one that was ended by its limits says that the file is too much."""
    if done.returncode < 0:
        log.warning("the reader of a Word file ended with signal %s", -done.returncode)
        raise LetterRefused(Why.SWOLLEN)
    if done.returncode or not text:
        log.error("the reader of a Word file failed: %s", done.stderr.decode(errors="replace")[-2000:])
        raise LetterRefused(Why.BROKEN)
    found = json.loads(text)
    if isinstance(found, dict):
        raise LetterRefused(Why(found["why"]))
    return [Line(said, heading) for said, heading in found]
