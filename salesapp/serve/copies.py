"""Copies of a process that has read in the app: each does one thing and ends."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

import click

from salesapp.serve.family import end_with, named


class Copy:
    """A copy of this process that does one thing and ends; like a ``Popen`` to whoever keeps it.

    What was read in before is there at once, and is one memory for both until one of them writes to it. So nothing may
    be open that cannot be shared: no connection, no thread. The copy never outlives its parent, unless it is said that it
    sees to its end by itself.
    """

    def __init__(
        self, name: str, task: Callable[[], object], *, own_session: bool = True, outlives: bool = False
    ):
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
            _live(name, task, None if outlives else parent, own_session)

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


def _live(name: str, task: Callable[[], object], parent: int | None, own_session: bool) -> NoReturn:
    """Be the copy: do the task, and leave without unwinding what the parent was doing."""
    code: object = 1
    try:
        if own_session:
            os.setsid()
        if parent is not None:
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
