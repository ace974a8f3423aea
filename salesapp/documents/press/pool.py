"""The renderers of one app process: started when first needed, watched by the clock, replaced when killed."""

from __future__ import annotations

import atexit
import logging
import os
import queue
import threading
from dataclasses import dataclass

from salesapp.reading import wire
from salesapp.reading.process import Gone, Process
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

log = logging.getLogger(__name__)
MEMORY_LIMIT = 2 * 1024**3  # bytes of address space; a warm renderer uses about a third


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


class Renderer(Process):
    """The app's side of one renderer process."""

    def __init__(self, memory_limit: int):
        super().__init__("salesapp.documents.press.worker", {"PAPER_MEMORY_LIMIT": str(memory_limit)})


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
            ended = {other for other in self._renderers if not other.alive}
            self._renderers = self._renderers - ended | {renderer}
        for other in ended:
            other.kill()
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
