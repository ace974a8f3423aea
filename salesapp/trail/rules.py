"""The chain of the audit trail: each entry carries the SHA-256 of itself and of the entry before it.

Pure, so that an auditor can check an export with nothing but this file.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from salesapp.words import gettext as _

GENESIS = "0" * 64
#: What the hash covers, in this order. Adding a column here would break every chain written before.
COVERED = (
    "seq",
    "at",
    "actor_id",
    "actor_name",
    "ip",
    "event",
    "object_type",
    "object_id",
    "object_label",
    "changes",
    "previous_hash",
)


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    seq: int
    missing: bool

    def __str__(self) -> str:
        if self.missing:
            return _("Entry %(seq)s is missing.", seq=self.seq)
        return _("Entry %(seq)s was changed or moved after it was written.", seq=self.seq)


def digest(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 that chains an entry to the one before."""
    values = [entry[name] for name in COVERED]
    values[1] = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def first_break(entries: Iterable[Mapping[str, Any]], *, last_seq: int, last_hash: str) -> Break | None:
    """Return where the chain breaks first, or None for a whole one.

    `entries` come in order of `seq`, each with the covered columns and `hash`; `last_seq` and `last_hash` are
    what the head row says the chain ends with, so that entries cut off at the end are missed too.
    """
    expected, previous = 1, GENESIS
    for entry in entries:
        if entry["seq"] != expected:
            return Break(expected, missing=True)
        if entry["previous_hash"] != previous or entry["hash"] != digest(entry):
            return Break(expected, missing=False)
        expected, previous = expected + 1, entry["hash"]
    if last_seq >= expected:
        return Break(expected, missing=True)
    if last_seq < expected - 1 or (last_seq and last_hash != previous):
        return Break(expected - 1, missing=False)
    return None
