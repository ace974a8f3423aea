"""Processes that end with the one that started them, and what a killed start has left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

#: What every child carries in its environment: whose it is, so that a later start knows its own.
MARK = "SALESAPP_SERVE"
PR_SET_PDEATHSIG = 1
PROCESSES = Path("/proc")
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with(parent: int) -> None:
    """Let this process be killed when its parent ends, however that ends; it is gone at once where that has happened.

    Linux sees to it. Elsewhere the parent ends its children where it can.
    """
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def bound(parent: int) -> Callable[[], None]:
    """Return what a child does between fork and exec, so that it never outlives its parent."""
    return lambda: end_with(parent)


def mark(data_dir: Path) -> dict[str, str]:
    """Return what the children of this process carry: its number, when it began, and whose data they serve."""
    pid = os.getpid()
    return {MARK: f"{pid}.{_began(pid)}:{data_dir}"}


@dataclass(frozen=True, slots=True)
class Leftover:
    """A process that an earlier start of this installation left."""

    pid: int
    what: str


def leftovers(data_dir: Path) -> list[Leftover]:
    """Return the processes of this installation whose ``serve`` is gone."""
    return [
        Leftover(pid, _command(pid))
        for pid, owner, folder in _marked()
        if folder == str(data_dir) and not _alive(owner)
    ]


def running(data_dir: Path) -> int | None:
    """Return the number of the ``serve`` that runs this installation already; there is none: None."""
    for _pid, owner, folder in _marked():
        if folder == str(data_dir) and _alive(owner):
            return int(owner.partition(".")[0])
    return None


def end(left: list[Leftover], *, within: float = 5.0) -> None:
    """Kill what was left, and wait until it is gone."""
    deadline = time.monotonic() + within
    for one in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)
    while any(_began(one.pid) for one in left) and time.monotonic() < deadline:
        time.sleep(0.02)


def end_group(pid: int) -> None:
    """Kill whatever is left of a child's own group after it ended: a worker that still loads holds the port."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _marked() -> Iterator[tuple[int, str, str]]:
    """Yield (process, owner, data folder) of all that carry the mark, but for this process itself."""
    for entry in PROCESSES.glob("[0-9]*"):
        pid = int(entry.name)
        owner, colon, folder = _environ(pid).get(MARK, "").partition(":")
        if colon and pid != os.getpid():
            yield pid, owner, folder


def _environ(pid: int) -> Mapping[str, str]:
    try:
        content = (PROCESSES / str(pid) / "environ").read_bytes()
    except OSError:  # gone meanwhile, or somebody else's
        return {}
    pairs = (line.partition("=") for line in content.decode("utf-8", "replace").split("\0"))
    return {name: value for name, _equals, value in pairs}


def _alive(owner: str) -> bool:
    pid, _dot, began = owner.partition(".")
    return bool(began) and _began(int(pid)) == began


def _began(pid: int) -> str:
    """Return when a process began, in the kernel's count, so that a number used again is told apart; a dead one: ""."""
    try:
        fields = (PROCESSES / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def _command(pid: int) -> str:
    try:
        words = (PROCESSES / str(pid) / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return ""
    return " ".join(word for word in words[1:] if word)[:60]
