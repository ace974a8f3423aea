"""The chain of the audit trail: each entry carries the hash of itself and of the entry before it.

The hash is made with a key that is not in the database (HMAC-SHA-256); entries from before there was one have plain
SHA-256. Pure.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from salesapp.trail.keys.rules import Key, Note
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
    #: Where it is not the entry itself: what else does not hold.
    what: str = ""

    def __str__(self) -> str:
        if self.what == NO_KEY:
            return _(
                "The key of the audit trail is not in the data folder: entries from %(seq)s on cannot be checked.",
                seq=self.seq,
            )
        if self.what == END:
            return _(
                "The end of the audit trail was moved: entry %(seq)s was not the last one.", seq=self.seq
            )
        if self.what == NOTED:
            return _(
                "Entry %(seq)s is another than the one that was noted: the trail was rewritten.", seq=self.seq
            )
        if self.missing:
            return _("Entry %(seq)s is missing.", seq=self.seq)
        return _("Entry %(seq)s was changed or moved after it was written.", seq=self.seq)


#: What does not hold besides an entry: the key is missing, the end was moved, a noted hash is not there any more.
NO_KEY, END, NOTED = "key", "end", "noted"


def digest(entry: Mapping[str, Any], secret: bytes | None = None) -> str:
    """Return the hash that chains an entry to the one before: with the key's secret, or plain as before there was one."""
    values = [entry[name] for name in COVERED]
    values[1] = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return hmac.new(secret, text, "sha256").hexdigest() if secret else hashlib.sha256(text).hexdigest()


def first_break(
    entries: Iterable[Mapping[str, Any]],
    *,
    last_seq: int,
    last_hash: str,
    last_mac: str | None = None,
    key: Key | None = None,
    notes: Collection[Note] = (),
) -> Break | None:
    """Return where the chain breaks first, or None for a whole one.

    `entries` come in order of `seq`, each with the covered columns and `hash`; `last_seq`, `last_hash` and `last_mac`
    are what the head row says the chain ends with, so that entries cut off at the end are missed too. `notes` are
    hashes that entries had when somebody looked: what was rewritten since shows by them.
    """
    if key is None and last_mac is not None:
        return Break(last_seq, missing=False, what=NO_KEY)
    noted = {note.seq: note.hash for note in (*notes, *([key.after] if key else []))}
    expected, previous = 1, GENESIS
    for entry in entries:
        if entry["seq"] != expected:
            return Break(expected, missing=True)
        secret = key.secret if key and expected > key.after.seq else None
        if entry["previous_hash"] != previous or entry["hash"] != digest(entry, secret):
            return Break(expected, missing=False)
        if noted.pop(expected, entry["hash"]) != entry["hash"]:
            return Break(expected, missing=False, what=NOTED)
        expected, previous = expected + 1, entry["hash"]
    if any(seq for seq in noted):
        return Break(min(seq for seq in noted if seq), missing=True)
    if last_seq >= expected:
        return Break(expected, missing=True)
    if last_seq < expected - 1 or (last_seq and last_hash != previous):
        return Break(expected - 1, missing=False)
    return _moved(key, last_seq, last_hash, last_mac)


def _moved(key: Key | None, seq: int, digest_: str, mac: str | None) -> Break | None:
    """Return that the end of a whole chain was moved to an entry that was never the last one."""
    if key is None or seq <= key.after.seq or hmac.compare_digest(key.mac(seq, digest_), mac or ""):
        return None
    return Break(seq, missing=False, what=END)
