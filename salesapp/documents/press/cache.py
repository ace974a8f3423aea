"""Finished PDFs on disk, by a hash of everything that went into them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 512 * 1024 * 1024
#: How many bytes this process wrote into a folder since it last cleared it up.
_written: dict[Path, int] = {}
KEY = re.compile(r"[0-9a-f]{64}")


def key(*parts: str | bytes) -> str:
    """Return the name under which a document of these inputs is kept: also its ETag."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class PaperCache:
    """PDFs in a folder; writers replace whole files, so readers never see half of one."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES):
        self.folder = folder
        self.max_bytes = max_bytes

    def get(self, name: str) -> bytes | None:
        """Return a kept document, or None."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, name: str, pdf: bytes) -> None:
        """Keep a document; a full disk costs speed, never the print, and half a document does not keep it full.

        After every sixteenth of the limit that this process wrote what is too much goes, so that no day outgrows it.
        """
        path = self._path(name)
        fresh = path.with_name(f".{name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(pdf)
            fresh.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()
            return
        _written[self.folder] = _written.get(self.folder, 0) + len(pdf)
        if _written[self.folder] * 16 >= self.max_bytes:
            _written[self.folder] = 0
            self.prune()

    def prune(self) -> int:
        """Remove the documents that were made longest ago until the rest fits; return how many went."""
        files = sorted(self._files())
        excess, gone = sum(size for _made, size, _path in files) - self.max_bytes, 0
        for _made, size, path in files:
            if excess <= 0:
                break
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
            excess, gone = excess - size, gone + 1
        return gone

    def _files(self) -> Iterator[tuple[float, int, str]]:
        """Yield when each document was made, its size, and where it is; one that goes meanwhile is left out."""
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            for entry in os.scandir(folder):
                with contextlib.suppress(FileNotFoundError):
                    told = entry.stat()
                    yield told.st_mtime, told.st_size, entry.path

    def _path(self, name: str) -> Path:
        if not KEY.fullmatch(name):
            raise ValueError(f"not a cache key: {name!r}")
        return self.folder / name[:2] / f"{name}.pdf"
