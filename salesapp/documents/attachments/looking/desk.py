"""Where the app has files looked at: one at a time, in a process with limits of memory and time."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from typing import Any

from salesapp.documents.attachments import rules
from salesapp.documents.attachments.rules import Checked, Reason, UploadRefused, refused
from salesapp.reading import wire
from salesapp.reading.process import Gone, Process

log = logging.getLogger(__name__)
SECONDS = 20.0  # for one file


class Desk:
    """The process of one app process, started with the first file; a process that was forked has one of its own."""

    def __init__(self, seconds: float = SECONDS):
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._owner = os.getpid()
        atexit.register(self.close)

    def look(self, name: str, content: bytes, *, pixels: int) -> tuple[Checked, bytes]:
        """Return what is kept of a file, and its small picture where it is one; raises UploadRefused."""
        name = rules.plain_name(name)
        if not content or len(content) > rules.MAX_BYTES:
            raise refused(Reason.TOO_LARGE if content else Reason.EMPTY, name)
        head, body = self.ask({"name": name, "pixels": pixels}, content, name)
        if "refused" in head:
            raise refused(Reason(head["refused"]), name)
        kept = body[: head["kept"]]
        return Checked(head["name"], head["media_type"], kept, head["pixels"]), body[head["kept"] :]

    def small(self, content: bytes) -> bytes:
        """Return a kept picture small; raises UploadRefused where it cannot be opened any more."""
        head, body = self.ask({"small": True}, content, "")
        if "refused" in head:
            raise refused(Reason(head["refused"]), "")
        return body

    def ask(self, asked: dict[str, Any], content: bytes, name: str) -> tuple[dict[str, Any], bytes]:
        """Have the process look; one that takes too long or too much is ended, and only this file is refused."""
        with self._lock:
            if self._process is None or not self._process.alive or self._owner != os.getpid():
                self._owner = os.getpid()
                self._process = Process("salesapp.documents.attachments.looking.worker", {})
            try:
                return self._process.ask(wire.pack(asked, content), self.seconds)
            except (TimeoutError, Gone) as error:
                self._process.kill()
                log.warning("a file of %d bytes was not looked at: %s", len(content), type(error).__name__)
                raise refused(Reason.TOO_HARD, name) from None

    def close(self) -> None:
        """End the process; only in the process that started it."""
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process = None


_desk = Desk()


def look(name: str, content: bytes, *, pixels: int = rules.MAX_PIXELS_AT_ONCE) -> tuple[Checked, bytes]:
    """Return what is kept of a file, and its small picture where it is one; raises UploadRefused."""
    return _desk.look(name, content, pixels=pixels)


def small(content: bytes) -> bytes:
    """Return a kept picture small; raises UploadRefused where it cannot be opened any more."""
    return _desk.small(content)


__all__ = ["Desk", "UploadRefused", "look", "small"]
