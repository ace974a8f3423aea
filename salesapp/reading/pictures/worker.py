"""The reading process: it loads the models once, reads pictures one after another, and goes when nobody asked for a while.

It is started with ``python -m salesapp.reading.pictures.worker SOCKET`` and listens on that socket, so that all processes of
an installation share one. A picture that takes too long, or too much memory, ends it; the next one starts another.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

from salesapp.reading import wire
from salesapp.reading.pictures import rules

MEMORY_LIMIT = 2 * 1024**3  # bytes of address space; a warm reader uses a good half
RECYCLE_RSS = 1200 * 1024 * 1024
IDLE = 300.0  # seconds without a picture
LIMIT = 25.0  # seconds for one picture


def main() -> None:
    """Serve pictures until nobody asks, or until whoever started this has gone."""
    place = Path(sys.argv[1])
    memory = int(os.environ.get("READING_MEMORY_LIMIT", MEMORY_LIMIT))
    idle = float(os.environ.get("READING_IDLE", IDLE))
    limit = float(os.environ.get("READING_LIMIT", LIMIT))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_leave_with_parent, args=(os.getppid(),), daemon=True).start()
    from salesapp.reading.pictures.reader import Reader

    reader = Reader()  # in one thread: two of them take twice the work for a third of the time
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(place))
        os.chmod(place, 0o600)
        listening.listen(16)
        listening.settimeout(idle)
        try:
            _serve(listening, reader, limit)
        finally:
            place.unlink(missing_ok=True)


def _serve(listening: socket.socket, reader: Any, limit: float) -> None:
    while True:
        try:
            caller, _address = listening.accept()
        except TimeoutError:
            return
        with caller:
            caller.settimeout(10)
            try:
                message = wire.read(caller.makefile("rb"))
                if message is None:
                    continue
                caller.sendall(wire.pack(*_within(limit, reader, message[1])))
            except OSError:
                continue  # who asked has gone
        if _resident_bytes() > RECYCLE_RSS:
            return


def _within(limit: float, reader: Any, content: bytes) -> tuple[dict[str, Any], bytes]:
    """Read one picture; a clock ends the whole process where it takes longer."""
    clock = threading.Timer(limit, os._exit, (3,))
    clock.daemon = True
    clock.start()
    try:
        reading, straight = reader.read(content)
        return rules.packed(reading), straight
    except MemoryError:
        return {"error": "memory"}, b""
    except Exception as error:  # whatever a picture does, the process answers
        return {"error": type(error).__name__, "detail": str(error)[:300]}, b""
    finally:
        clock.cancel()


def _leave_with_parent(parent: int) -> None:
    """End this process soon after the one that started it, however that ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _resident_bytes() -> int:
    with open("/proc/self/statm") as source:
        return int(source.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
