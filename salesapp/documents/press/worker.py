"""One renderer: a process that turns HTML into PDF until it is told to stop, or is killed.

It is started with ``python -m salesapp.documents.press.worker`` and talks over its standard streams. The fonts
and the style sheet are read once, for its whole life: fresh ones take twice the time.
"""

from __future__ import annotations

import atexit
import gc
import os
import resource
import sys
import threading
import time
from typing import Any, BinaryIO

from salesapp.reading import places, wire

RECYCLE_RSS = 700 * 1024 * 1024  # bytes; a renderer that grew past this ends itself after its answer


def main() -> None:
    """Serve requests until the app goes away."""
    source, target = _streams()
    limit = int(os.environ.get("PAPER_MEMORY_LIMIT", "0"))
    if limit:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    atexit.register(places.leave)
    threading.Thread(target=_leave_with_parent, args=(os.getppid(),), daemon=True).start()
    from salesapp.documents.press.renderer import Renderer

    renderer = Renderer()
    renderer.warm_up()
    gc.collect()
    gc.freeze()
    _send(target, {"ready": True})
    while (message := wire.read(source)) is not None:
        gc.disable()  # collecting within a long list costs more than the list: the heap only grows until it is drawn
        _send(target, *_answer(renderer, message[0], source, target))
        message = None
        gc.enable()
        gc.collect()  # after the answer has left: nobody waits for it
        if resident_bytes() > RECYCLE_RSS:
            return


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the standard streams for the conversation; whatever else is printed goes to the error stream."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    return source, target


def _answer(
    renderer: Any, order: dict[str, Any], source: BinaryIO, target: BinaryIO
) -> tuple[dict[str, Any], bytes]:
    from weasyprint.urls import FatalURLFetchingError

    def meet(pages: int) -> tuple[int, int]:
        """Say how many pages a part has; return how many are before it and how many there are in all."""
        _send(target, {"laid": pages})
        told = wire.read(source)
        if told is None:
            os._exit(0)  # the app is gone
        return told[0]["before"], told[0]["total"]

    if order.pop("part", False):
        order["meet"] = meet
    try:
        result = renderer.render(**order)
    except MemoryError:
        return {"error": "memory", "detail": "the memory limit was reached", "fatal": True}, b""
    except (Exception, FatalURLFetchingError) as error:  # whatever a sheet does, the process answers
        return {"error": type(error).__name__, "detail": str(error)[:500]}, b""
    return {"pages": result.pages, "missing": result.missing}, result.pdf


def _send(target: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    target.write(wire.pack(head, body))
    target.flush()
    if head.get("fatal"):
        sys.exit(1)


def _leave_with_parent(parent: int) -> None:
    """End this process soon after the app's, however that ended, even in the middle of a sheet."""
    while os.getppid() == parent:
        time.sleep(1)
    places.leave()
    os._exit(1)


def resident_bytes() -> int:
    """Return the memory that this process occupies."""
    with open("/proc/self/statm") as source:
        return int(source.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
