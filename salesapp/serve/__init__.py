"""``salesapp serve``: the web and the jobs as two children of one process, on this machine or for the whole LAN.

Both are copies, made when the app is read in: one start, and one memory for what nobody changes. Who keeps them is a copy
too: whichever is killed, what is started in its place is there at once. Where ``serve`` itself is killed its keeper goes on
until the shell has started it again and it is ready.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salesapp.config import PROJECT
from salesapp.serve import copies, family
from salesapp.shell import gettext as _

GRACE = 20.0  # seconds that children have to end
LONGER = 5.0  # seconds more for a child that has children of its own
STEADY = 30.0  # a child that lived so long has its failures forgiven
AT_ONCE = 0.2  # seconds until a child is started again that was killed, which says nothing against it
log = logging.getLogger("salesapp.serve")


@dataclass
class Child:
    """A process that is kept alive: a command, or what a copy of this process does."""

    name: str
    does: Sequence[str] | Callable[[], object]
    outlives: bool = False
    process: subprocess.Popen | copies.Copy | None = None
    started: float = 0.0
    failures: int = 0
    start_at: float = field(default=0.0)

    def start(self, environ: Mapping[str, str]) -> None:
        """Start the process, in a group of its own so that Ctrl-C reaches it only through us; it ends when we end."""
        if callable(self.does):
            self.process = copies.Copy(f"salesapp-{self.name}", self.does, outlives=self.outlives)
        else:
            self.process = subprocess.Popen(
                self.does,
                cwd=PROJECT,
                env=environ,
                start_new_session=True,
                preexec_fn=family.bound(os.getpid()),
            )
        self.started = time.monotonic()


class Supervisor:
    """Keeps children alive: a dead one is reported and started again, later each time it fails at once."""

    def __init__(
        self,
        children: Sequence[Child],
        environ: Mapping[str, str] | None = None,
        *,
        longer: float = 0.0,
        needed: Callable[[], bool] = lambda: True,
    ):
        self.children = list(children)
        self.needed = needed
        self.longer = longer
        self.environ = dict(environ or os.environ)
        self.stopping = False

    def run(self) -> None:
        """Run until SIGINT or SIGTERM, or until nobody needs it, then end every child and return."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            while not self.stopping and self.needed():
                self.look()
                time.sleep(0.2)
        finally:
            self.end()

    def _stop(self, *_) -> None:
        self.stopping = True

    def look(self) -> None:
        """Start what is due to start and note what died."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.start_at and not self.stopping:
                    child.start(self.environ)
            elif (code := child.process.poll()) is not None:
                self._again(child, code, now)

    def _again(self, child: Child, code: int, now: float) -> None:
        """Say when a child that ended starts again: one that was killed at once, one that fails ever later; both are reported.

        One that lived and ended by itself, without fault, makes room for a fresh copy.
        """
        assert child.process is not None
        family.end_group(child.process.pid)
        if code == 0 and now - child.started > STEADY:
            child.process, child.start_at = None, now
            return
        if code == -signal.SIGKILL:
            wait = AT_ONCE
        else:
            child.failures = 1 if now - child.started > STEADY else child.failures + 1
            wait = min(2 ** (child.failures - 1), 30)
        log.error(
            _(
                "%(name)s ended with code %(code)s; starting it again in %(wait)s s",
                name=child.name,
                code=code,
                wait=wait,
            )
        )
        child.process, child.start_at = None, now + wait

    def end(self) -> None:
        """End every child: politely, and after 20 seconds (and ``longer``) for good."""
        living = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + GRACE + self.longer
        for process in living:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                family.end_group(process.pid)
                process.wait()
            family.end_group(process.pid)


def web_settings(host: str, port: int, workers: int | None = None) -> dict[str, Any]:
    """Return how gunicorn serves the screens. Processes beat threads; threads survive slow clients."""
    return {
        "bind": f"{f'[{host}]' if ':' in host else host}:{port}",
        "workers": workers or worker_count(), "worker_class": "salesapp.serve.patience.PatientWorker", "threads": 8,
        "keepalive": 75, "timeout": 60, "graceful_timeout": 10,
        "max_requests": 20000, "max_requests_jitter": 2000,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",
        "loglevel": "warning", "control_socket_disable": True, "preload_app": True,
    }  # fmt: skip


def worker_count() -> int:
    """Return how many web processes suit this machine: one a core, two at least, eight at most."""
    return min(max(2, len(os.sched_getaffinity(0))), 8)


def is_free(host: str, port: int) -> bool:
    """Return whether nobody listens at an address yet."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def until_free(host: str, port: int, *, within: float) -> None:
    """Wait until nobody listens at an address any more: those whose keeper was killed end with it, one after another."""
    deadline = time.monotonic() + within
    while not is_free(host, port) and time.monotonic() < deadline:
        time.sleep(0.05)


def lan_address() -> str | None:
    """Return this machine's address as its neighbours see it, without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET: only asks the routing table
            return probe.getsockname()[0]
        except OSError:
            return None


def answers(port: int, *, within: float) -> bool:
    """Wait until something listens on this machine's port; return False where nothing did in so many seconds."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False
