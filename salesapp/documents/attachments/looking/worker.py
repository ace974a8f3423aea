"""The process that opens what people send: whatever a file does to it, nobody else notices.

Started with ``python -m salesapp.documents.attachments.looking.worker``; it ends after two idle minutes, or with the app.
"""

from __future__ import annotations

import atexit
import io
import os
import resource
import select
import threading
import time
from typing import Any, BinaryIO

from salesapp.reading import places, wire

MEMORY = 1024**3  # bytes of address space; a picture of 16 million pixels takes a quarter
IDLE = 120.0  # seconds
LESS = 5  # of niceness: who saves meanwhile gets three times the processor
Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Look at one file after the other until the app goes away."""
    source, target = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(LESS)
    atexit.register(places.leave)
    threading.Thread(target=_leave_with_parent, args=(os.getppid(),), daemon=True).start()
    from salesapp.documents.attachments import rules  # the slow part of the start

    assert rules.IMAGES
    _send(target, {"ready": True})
    while select.select([source], [], [], IDLE)[0] and (message := _read(source)) is not None:
        _send(target, *answer(*message))


def answer(asked: dict[str, Any], content: bytes) -> Answer:
    """Return what a file is and what is kept of it, with its small picture behind it; or why it is not kept."""
    from salesapp.documents.attachments import rules

    try:
        if asked.get("small"):
            return {}, rules.small(content)
        found = rules.check(asked["name"], content, pixels=asked["pixels"])
        small = rules.small(found.content) if found.media_type in rules.PICTURES else b""
    except rules.UploadRefused as refused:
        return {"refused": refused.reason or rules.Reason.UNKNOWN}, b""
    except MemoryError:
        return {"refused": rules.Reason.TOO_HARD}, b""
    head = {"name": found.name, "media_type": found.media_type, "pixels": found.pixels}
    return head | {"kept": len(found.content)}, found.content + small


def _read(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message; a pipe gives it piece by piece."""
    lengths = _exactly(source, wire.LENGTHS.size)
    if lengths is None:
        return None
    rest = _exactly(source, sum(wire.LENGTHS.unpack(lengths)))
    return None if rest is None else wire.read(io.BytesIO(lengths + rest))


def _exactly(source: BinaryIO, wanted: int) -> bytes | None:
    kept = bytearray()
    while len(kept) < wanted:
        piece = source.read(wanted - len(kept))
        if not piece:
            return None
        kept += piece
    return bytes(kept)


def _send(target: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    target.write(wire.pack(head, body))
    target.flush()


def _leave_with_parent(parent: int) -> None:
    """End this process soon after the app's, however that ended."""
    while os.getppid() == parent:
        time.sleep(1)
    places.leave()
    os._exit(1)


if __name__ == "__main__":
    main()
