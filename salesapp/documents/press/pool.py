"""The renderers of one app process: started when first needed, watched by the clock, replaced when killed."""

from __future__ import annotations

import atexit
import contextlib
import io
import logging
import os
import queue
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesapp.reading import wire
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

log = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[3]
MEMORY_LIMIT = 2 * 1024**3  # bytes of address space; a warm renderer uses about a third
START_LIMIT = 60.0  # seconds for a cold start on a busy machine


class PrintFailed(Refusal):
    """The sheet could not be printed; nothing else is harmed."""


class PrintTimeout(PrintFailed):
    """The sheet took longer than its limit, and its renderer was stopped."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF and what there is to know about it."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


class Gone(Exception):
    """The renderer ended without an answer."""


class Renderer:
    """The app's side of one renderer process."""

    def __init__(self, memory_limit: int):
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(PROJECT),
            "PAPER_MEMORY_LIMIT": str(memory_limit),
            "LANG": "C.UTF-8",
            "HOME": os.environ.get("HOME", "/"),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "salesapp.documents.press.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env=environment,
            bufsize=0,
            close_fds=True,
            start_new_session=True,  # Ctrl-C in a terminal stops the app, which then stops its renderers
        )
        assert self.process.stdin and self.process.stdout  # both are pipes
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        self.ready = False

    def ask(self, message: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a message and return the answer; raises TimeoutError past the limit, Gone where there is none.

        The time it takes a fresh process to start does not count.
        """
        if not self.ready:
            self._receive(time.monotonic() + START_LIMIT)
            self.ready = True
        left = memoryview(message)
        try:
            while left:
                left = left[os.write(self.stdin.fileno(), left) :]
        except OSError:
            raise Gone from None
        return self._receive(time.monotonic() + seconds)

    def _receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        kept = bytearray()
        wanted = wire.LENGTHS.size
        descriptor = self.stdout.fileno()
        while len(kept) < wanted:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise TimeoutError
            chunk = os.read(descriptor, 1 << 20)
            if not chunk:
                raise Gone
            kept += chunk
            if len(kept) >= wire.LENGTHS.size:
                wanted = wire.LENGTHS.size + sum(wire.LENGTHS.unpack_from(kept))
        return wire.read(io.BytesIO(kept)) or ({}, b"")

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        for stream in (self.stdin, self.stdout):
            with contextlib.suppress(OSError):
                stream.close()

    @property
    def alive(self) -> bool:
        return self.process.poll() is None


class Press:
    """Up to ``size`` renderers; each is started when all others are busy."""

    def __init__(self, size: int = 2, *, memory_limit: int = MEMORY_LIMIT):
        self.size = size
        self.memory_limit = memory_limit
        self._idle: queue.LifoQueue[Renderer | None] = queue.LifoQueue()
        for _number in range(size):
            self._idle.put(None)
        self._renderers: set[Renderer] = set()
        self._lock = threading.Lock()
        self._owner = os.getpid()
        atexit.register(self.close)

    def print(
        self,
        html: str,
        *,
        variant: str = "tagged",
        attachment: tuple[str, str] | None = None,
        codes: str = "",
        seconds: float = 30.0,
    ) -> Printed:
        """Return the PDF of a document; ``codes`` is what the code on each further page says, but for its number.

        Raises PrintTimeout where it takes longer than ``seconds`` once started, PrintFailed where the renderer
        refuses it or runs out of memory. A renderer that was killed from outside is replaced and asked again once.
        """
        message = wire.pack({"html": html, "variant": variant, "attachment": attachment, "codes": codes})
        renderer = self._idle.get()
        try:
            for last in (False, True):
                renderer = renderer if renderer is not None and renderer.alive else self._start()
                try:
                    head, body = renderer.ask(message, seconds)
                    break
                except TimeoutError:
                    renderer.kill()
                    log.error("a sheet took longer than %s s; its renderer was stopped", seconds)
                    raise PrintTimeout(too_slow(seconds)) from None
                except Gone:
                    renderer.kill()
                    log.error(
                        "a renderer ended without an answer, with status %s", renderer.process.returncode
                    )
                    if last:
                        raise PrintFailed(not_printed()) from None
        finally:
            self._idle.put(renderer)
        if "error" in head:
            log.error("a sheet could not be printed: %s: %s", head["error"], head["detail"])
            raise PrintFailed(not_printed())
        if head["missing"]:
            log.warning(
                "no font has %s", ", ".join(f"{char} (U+{ord(char):04X})" for char in head["missing"])
            )
        return Printed(body, head["pages"], tuple(head["missing"]))

    def warm_up(self) -> None:
        """Start one renderer in the background, so that the first sheet need not wait for it."""
        threading.Thread(target=self._start_idle, daemon=True).start()

    def processes(self) -> list[int]:
        """Return the process ids of the renderers that live."""
        with self._lock:
            return [renderer.process.pid for renderer in self._renderers if renderer.alive]

    def close(self) -> None:
        """End all renderers; only in the process that started them."""
        if os.getpid() != self._owner:
            return
        with self._lock:
            for renderer in self._renderers:
                renderer.kill()
            self._renderers.clear()

    def _start(self) -> Renderer:
        renderer = Renderer(self.memory_limit)
        with self._lock:
            self._renderers = {other for other in self._renderers if other.alive} | {renderer}
        return renderer

    def _start_idle(self) -> None:
        renderer = self._idle.get()
        self._idle.put(renderer if renderer is not None and renderer.alive else self._start())


def too_slow(seconds: float) -> str:
    """Return the sentence for a sheet that was stopped by the clock."""
    return _(
        "This sheet took longer than %(seconds)d seconds and was stopped. Please print a shorter period.",
        seconds=seconds,
    )


def not_printed() -> str:
    """Return the sentence for a sheet that failed."""
    return _("This sheet could not be printed. Nothing of your data is affected.")


_presses: dict[int, Press] = {}
_presses_lock = threading.Lock()


def press() -> Press:
    """Return the press of this process; one that was forked off an app with a press gets its own."""
    with _presses_lock:
        return _presses.setdefault(os.getpid(), Press())
