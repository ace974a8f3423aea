"""The renderers of one app process: started when first needed, watched by the clock, replaced when killed."""

from __future__ import annotations

import atexit
import logging
import os
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

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
        self._several = threading.Lock()  # who takes more than one renderer waits for them alone
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
        return _printed(head, body)

    def print_parts(self, parts: Sequence[str], *, codes: str = "", seconds: float = 30.0) -> list[Printed]:
        """Return the PDFs of the parts of one document, each rendered beside the others, their pages numbered through.

        Each begins on a page of its own. There are at most as many as renderers. Raises what ``print`` raises.
        """
        with self._several:
            renderers = [self._idle.get() for _part in parts]
        try:
            for last in (False, True):
                renderers = [one if one is not None and one.alive else self._start() for one in renderers]
                try:
                    answers = _ask_parts(renderers, parts, codes, seconds)
                    break
                except TimeoutError:
                    log.error("a sheet took longer than %s s; its renderers were stopped", seconds)
                    raise PrintTimeout(too_slow(seconds)) from None
                except Gone:
                    log.error("a renderer ended without an answer to a part of a sheet")
                    if last:
                        raise PrintFailed(not_printed()) from None
        finally:
            for one in renderers:
                self._idle.put(one)
        return [_printed(*answer) for answer in answers]

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


def _ask_parts(
    renderers: Sequence[Any], parts: Sequence[str], codes: str, seconds: float
) -> list[tuple[dict[str, Any], bytes]]:
    """Let each renderer lay out its part, tell all how many pages there are, and return their answers.

    Where one fails all are stopped: the others wait for its number of pages.
    """

    def ask(heads: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], bytes]]:
        messages = [wire.pack(head) for head in heads]
        return list(beside.map(lambda one, message: one.ask(message, seconds), renderers, messages))

    with ThreadPoolExecutor(len(parts)) as beside:
        try:
            laid = [
                head for head, _body in ask([{"html": one, "codes": codes, "part": True} for one in parts])
            ]
            for head in laid:
                if "laid" not in head:
                    _printed(head, b"")
            pages = [head["laid"] for head in laid]
            return ask([{"before": sum(pages[:n]), "total": sum(pages)} for n in range(len(pages))])
        except BaseException:
            for one in renderers:
                one.kill()
            raise


def _printed(head: dict[str, Any], body: bytes) -> Printed:
    """Return what a renderer answered, or raise what it says went wrong."""
    if "error" in head:
        log.error("a sheet could not be printed: %s: %s", head["error"], head["detail"])
        raise PrintFailed(not_printed())
    if head["missing"]:
        log.warning("no font has %s", ", ".join(f"{char} (U+{ord(char):04X})" for char in head["missing"]))
    return Printed(body, head["pages"], tuple(head["missing"]))


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
