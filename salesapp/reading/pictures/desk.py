"""Where pictures are handed in to be read: by one process, which has its limits of time and memory.

The process is started by whoever needs it first and shared by all processes of the installation, through a socket in its
data folder. Nothing here asks the database: a caller lets go of its transaction before.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesapp.reading import wire
from salesapp.reading.pictures.rules import PictureRefused, Reading, ReadingUnavailable, unpacked
from salesapp.words import gettext as _

log = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[3]
PACKAGES = ("rapidocr", "onnxruntime", "cv2", "zxingcpp")
LEAST_MEMORY = 2 * 1024**3  # bytes that must be free for the reading process
START_LIMIT = 60.0
WAIT_LIMIT = 40.0
DYING = 0.5  # seconds for which a process that was ended may still listen
LONGEST_PATH = 100  # bytes that a socket's path may have


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it may be kept, set straight, with what was read of it."""

    content: bytes
    reading: Reading


def missing() -> list[str]:
    """Return which packages of the extra `camera` are not installed."""
    return [name for name in PACKAGES if importlib.util.find_spec(name) is None]


def why_not(folder: Path) -> str:
    """Return why pictures cannot be read on this machine, in a sentence; nothing where they can."""
    if missing():
        return _("Reading photos is not installed on this server. Please type the data.")
    if (
        socket_place(folder).exists() or free_bytes() >= LEAST_MEMORY
    ):  # the process that is there has its memory
        return ""
    return _("This server has too little memory free to read photos. Please type the data.")


def free_bytes() -> int:
    """Return how much memory is free here, the limit of a container counted."""
    free = 1 << 62
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                free = int(line.split()[1]) * 1024
    with contextlib.suppress(OSError, ValueError):
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
        used = int(Path("/sys/fs/cgroup/memory.current").read_text())
        free = min(free, int(limit) - used) if limit != "max" else free
    return free


def read(content: bytes, folder: Path) -> Picture:
    """Return a picture with what stands on it, set straight; ``folder`` is where the reading process listens.

    The picture was looked at before: it is one, is not too large, and its place is not in it. Raises PictureRefused where
    nothing can be read, ReadingUnavailable where this machine cannot.
    """
    if words := why_not(folder):
        raise ReadingUnavailable(words)
    head, straight = _ask(content, folder)
    if "error" in head:
        log.error("a picture could not be read: %s %s", head["error"], head.get("detail", ""))
        raise PictureRefused(
            _("This photo could not be read. Please take it again, or type the data."), "picture"
        )
    return Picture(straight or content, unpacked(head))


# --------------------------------------------------------------------------------- the reading process

_running: subprocess.Popen[bytes] | None = None
_one_start = threading.Lock()


def _ask(content: bytes, folder: Path) -> tuple[dict[str, Any], bytes]:
    place = socket_place(folder)
    deadline = time.monotonic() + START_LIMIT + WAIT_LIMIT
    for last in (False, True):
        caller = _connected(place, deadline)
        try:
            with caller:
                caller.settimeout(WAIT_LIMIT)
                caller.sendall(wire.pack({}, content))
                answer = wire.read(caller.makefile("rb"))
        except OSError:
            answer = None
        if answer is not None:
            return answer
        if last:
            break
        time.sleep(DYING)
    raise PictureRefused(
        _("Reading this photo took too long and was stopped. Please take it closer."), "picture"
    )


def _connected(place: Path, deadline: float) -> socket.socket:
    """Return a line to the reading process, which is started where none answers."""
    if (caller := _try(place)) is not None:
        return caller
    with _one_start, _locked(place.with_suffix(".lock")):
        if (caller := _try(place)) is not None:
            return caller
        process = _start(place)
        while time.monotonic() < deadline:
            if (caller := _try(place)) is not None:
                return caller
            if process.poll() is not None:
                break
            time.sleep(0.05)
        process.kill()
        process.wait()
    raise ReadingUnavailable(_("Photos cannot be read just now. Please type the data."))


def _try(place: Path) -> socket.socket | None:
    caller = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        caller.connect(str(place))
    except OSError:
        caller.close()
        return None
    return caller


def _start(place: Path) -> subprocess.Popen[bytes]:
    global _running
    passed = {name: value for name, value in os.environ.items() if name.startswith("READING_")}
    if _running is not None:
        _running.poll()
    _running = subprocess.Popen(
        [sys.executable, "-m", "salesapp.reading.pictures.worker", str(place)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=PROJECT,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(PROJECT),
            "LANG": "C.UTF-8",
            "HOME": os.environ.get("HOME", "/"),
            **passed,
        },
        close_fds=True,
        start_new_session=True,
    )
    return _running


def stop() -> None:
    """End the reading process, where this process started it."""
    global _running
    if _running is not None:
        _running.kill()
        _running.wait()
        _running = None


def socket_place(folder: Path) -> Path:
    """Return where the reading process of an installation listens: in its data folder, or nearby where that is too deep."""
    place = folder / "reading.sock"
    if len(str(place).encode()) > LONGEST_PATH:
        digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
        place = Path(tempfile.gettempdir()) / f"salesapp-{os.getuid()}-{digest}" / "reading.sock"
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the right to start the process: one at a time of all processes."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
