"""The files of the audit trail's key and of what was noted of its end."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from salesapp.trail.keys import rules
from salesapp.trail.keys.rules import Key, Note
from salesapp.web import storage

KEY, NOTES = "audit-key", "audit-heads"
MOST = 4000  # notes that are kept: ten years of nights


def key() -> Key | None:
    """Return the key; None where no entry was hashed with one yet, or its file is gone."""
    try:
        return rules.read_key(storage.folder(KEY).read_text())
    except FileNotFoundError:
        return None


def key_after(seq: int, digest: str) -> Key:
    """Return the key, made now where there is none; ``seq`` is the last entry, and is held."""
    return key() or _keep(Key(Note(seq, digest), secrets.token_bytes(32)))


def _keep(made: Key, *, instead: bool = False) -> Key:
    path = storage.folder(KEY)
    fresh = path.with_name(f".{KEY}-{os.getpid()}-{secrets.token_hex(4)}")
    _write(fresh, rules.written_key(made), os.O_CREAT | os.O_EXCL)
    try:
        if instead:
            os.replace(fresh, path)
        else:
            os.link(fresh, path)
    except FileExistsError:
        pass  # another process was first: its key counts
    finally:
        fresh.unlink(missing_ok=True)
    return key() or made


def notes() -> list[Note]:
    """Return what was noted of the trail's end, the oldest first."""
    try:
        return list(rules.read_notes(storage.folder(NOTES).read_text().splitlines()))
    except FileNotFoundError:
        return []


def note(end: Note) -> None:
    """Note the trail's end, in a file that no right on the database reaches."""
    known = notes()
    if end.seq and (not known or known[-1] != end):
        _write(storage.folder(NOTES), rules.written_note(end), os.O_CREAT | os.O_APPEND)
    if len(known) > MOST:
        _rewrite([*known[-MOST // 2 :], end])


def begin_again(end: Note) -> None:
    """Let key and notes follow a database that was put in place of the present one: what came later is not looked for."""
    kept = [one for one in notes() if one.seq < end.seq]
    _rewrite([*kept, end] if end.seq else kept)
    present = key()
    if present is not None and end.seq < present.after.seq:
        _keep(Key(end, present.secret), instead=True)


def _rewrite(kept: list[Note]) -> None:
    path = storage.folder(NOTES)
    fresh = path.with_name(f".{NOTES}-{os.getpid()}-{secrets.token_hex(4)}")
    _write(fresh, "".join(map(rules.written_note, kept)), os.O_CREAT | os.O_EXCL)
    os.replace(fresh, path)


def _write(path: Path, text: str, flags: int) -> None:
    """Write a text so that it survives a power cut, for the installation's user alone."""
    with os.fdopen(os.open(path, os.O_WRONLY | flags, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
