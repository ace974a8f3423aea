"""The key of the audit trail, and what was noted of its end: both rest in files beside the database, never in it.

Whoever can write the database can neither make a hash that holds nor take back an end that was noted. Pure.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE = re.compile(r"(\d{1,18}) ([0-9a-f]{64})(?: ([0-9a-f]{64}))?")


@dataclass(frozen=True, slots=True)
class Note:
    """An entry's number and the hash that it had when somebody looked."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Key:
    """The secret that entries are hashed with, from the one after ``after`` on; those up to it have plain hashes."""

    after: Note
    secret: bytes

    def mac(self, seq: int, digest: str) -> str:
        """Return what proves that an entry was the last one once: an end that was made up has none."""
        return hmac.new(self.secret, f"head:{seq}:{digest}".encode(), "sha256").hexdigest()


def written_key(key: Key) -> str:
    """Return a key as its file holds it: the last entry before it, that entry's hash, the secret."""
    return f"{key.after.seq} {key.after.hash} {key.secret.hex()}\n"


def read_key(text: str) -> Key:
    """Read what :func:`written_key` wrote; raises ValueError for anything else: a torn file makes no new key."""
    found = _LINE.fullmatch(text.strip())
    if found is None or found[3] is None:
        raise ValueError("the file of the audit trail's key is damaged")
    return Key(Note(int(found[1]), found[2]), bytes.fromhex(found[3]))


def written_note(note: Note) -> str:
    """Return a note as a line of its file."""
    return f"{note.seq} {note.hash}\n"


def read_notes(lines: Iterable[str]) -> Iterator[Note]:
    """Yield the notes of a file; a line that was cut off by a full disk tells nothing."""
    for line in lines:
        if (found := _LINE.fullmatch(line.strip())) is not None and found[3] is None:
            yield Note(int(found[1]), found[2])
