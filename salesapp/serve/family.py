"""Processes that end with the one that started them, and what a killed start has left behind."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

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


def bound(parent: int) -> Callable[[], None]:
    """Return what a child does between fork and exec, so that it never outlives its parent."""
    return lambda: end_with(parent)


def named(name: str) -> None:
    """Give this process a name of its own for ``ps`` and ``top`` (15 letters of it); Linux only."""
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(name)


class Copy:
    """A copy of this process that does one thing and ends; like a ``Popen`` to whoever keeps it.

    What was read in before is there at once, and is one memory for both until one of them writes to it. So nothing may
    be open that cannot be shared: no connection, no thread. The copy never outlives its parent.
    """

    def __init__(self, name: str, task: Callable[[], object], *, own_session: bool = True):
        self.name = name
        self.returncode: int | None = None
        for other in threading.enumerate():
            if other is not threading.current_thread():
                other.join(1)  # a passing timer; a copy would have its locks but not the thread
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            _live(name, task, parent, own_session)

    def poll(self) -> int | None:
        """Return how the copy ended, below zero the signal that ended it; None while it lives."""
        return self._collect(os.WNOHANG)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return how it ended; raises TimeoutExpired."""
        if timeout is None:
            self._collect(0)
        deadline = time.monotonic() + (timeout or 0)
        while self.poll() is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(self.name, timeout or 0)
            time.sleep(0.02)
        assert self.returncode is not None
        return self.returncode

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _collect(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def _live(name: str, task: Callable[[], object], parent: int, own_session: bool) -> NoReturn:
    """Be the copy: do the task, and leave without unwinding what the parent was doing."""
    code: object = 1
    try:
        if own_session:
            os.setsid()
        end_with(parent)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        named(name)
        task()
        code = 0
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            click.echo(code, err=True)
    except click.ClickException as refused:
        refused.show()
        code = refused.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = 1
    except BaseException:
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)


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
