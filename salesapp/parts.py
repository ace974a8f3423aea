"""Work of jobs over many records, part by part."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from salesapp.db import writing

T = TypeVar("T")
#: How many records a job changes in one transaction, and how many seconds it leaves to others between two of them.
PART, BREATH = 50, 0.12


def in_parts(ids: Sequence[T], act: Callable[[Sequence[T]], int], *, size: int | None = None) -> int:
    """Let a job change many records, each part in a write transaction of its own; return what ``act`` counted in all.

    Writers on SQLite wait by looking again every tenth of a second: a job that takes the lock again at once, or keeps it
    for thousands of records, keeps everybody out. ``act`` reads its records anew, and changes nothing of what is done.
    """
    counted, size = 0, size or PART
    for start in range(0, len(ids), size):
        if start:
            time.sleep(BREATH)
        with writing():
            counted += act(ids[start : start + size])
    return counted
