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
#: The number of the shell that starts ``serve`` again where it was killed (``bin/environment.sh: keep_up``).
SHELL = "SALESAPP_KEPT_BY"
PR_SET_PDEATHSIG = 1
PROCESSES = Path("/proc")
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with(parent: int, number: int = signal.SIGKILL) -> None:
    """Let this process be killed when its parent ends, however that ends; it is gone at once where that has happened.

    Linux sees to it. Elsewhere the parent ends its children where it can.
    """
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def end_with_shell() -> None:
    """Let ``serve`` end, politely, with the shell that keeps it up; where none does it stands alone."""
    if shell := os.environ.get(SHELL, ""):
        end_with(int(shell), signal.SIGTERM)


def shell() -> str | None:
    """Return the number of the shell that keeps ``serve`` up, and when it began; None where none does."""
    pid = os.environ.get(SHELL, "")
    return f"{pid}.{_began(int(pid))}" if pid else None


def needed(parent: int) -> Callable[[], bool]:
    """Return what tells a keeper whether it is to go on: ``serve`` is there, or the shell is that starts it again.

    So while a killed ``serve`` reads itself in anew, its keeper serves on, until the new one has one of its own.
    """
    kept_by = shell()
    return lambda: os.getppid() == parent or (kept_by is not None and _alive(kept_by))


def bound(parent: int) -> Callable[[], None]:
    """Return what a child does between fork and exec, so that it never outlives its parent."""
    return lambda: end_with(parent)


def named(name: str) -> None:
    """Give this process a name of its own for ``ps`` and ``top`` (15 letters of it); Linux only."""
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(name)


def carry_mark(data_dir: Path) -> None:
    """Begin this process anew with its mark, which the copies made of it carry, too; it keeps its number.

    The kernel shows only the environment that a process began with.
    """
    carried = mark(data_dir)
    if os.environ.get(MARK) != carried[MARK]:
        os.execve(sys.executable, sys.orig_argv, os.environ | carried)


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
    """Return what a process is: the name that we gave it, or what was typed."""
    try:
        if (name := (PROCESSES / str(pid) / "comm").read_text().strip()).startswith("salesapp-"):
            return name
        words = (PROCESSES / str(pid) / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return ""
    return " ".join(word for word in words[1:] if word)[:60]
