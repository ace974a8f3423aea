"""How long a second start of ``serve`` takes until its screens answer, and what all of its processes hold."""

from __future__ import annotations

import contextlib
import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from salesapp.bench.browser import BenchError
from salesapp.bench.report import Measured, summed_up
from salesapp.config import PROJECT

PROCESSES = Path("/proc")
NAME = "second start of serve"
AIM, MOST = 4_000, 260  # ms until the screens answer; MB of memory in all
PATIENCE = 120.0  # seconds
SETTLED = 5.0  # seconds from then on until its memory is read
_SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def measure(environ: Mapping[str, str], rounds: int) -> list[Measured]:
    """Start ``serve`` over data that is there, so many times, and end it again."""
    times, memory = [], 0.0
    for _round in range(rounds):
        ms, memory = _start(environ)
        times.append(ms)
    found = summed_up(NAME, times, AIM)
    found.note = f"memory: {memory:.0f} MB in all"
    if memory > MOST:
        found.misses.append(f"memory over {MOST} MB")
    return [found]


def _start(environ: Mapping[str, str]) -> tuple[float, float]:
    with serving(environ) as (_address, ms, pid):
        time.sleep(SETTLED)
        return ms, sum(map(share, members(pid)))


@contextlib.contextmanager
def serving(environ: Mapping[str, str]) -> Iterator[tuple[str, float, int]]:
    """Run ``serve`` for the length of the block; yields its address, how many ms it took to answer, and its number."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "salesapp", "serve", "--port", str(port)]
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=PROJECT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise BenchError("serve did not start")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}", (time.monotonic() - begun) * 1000, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def members(pid: int) -> Iterator[int]:
    """Yield a process and all that it started, and what those did."""
    yield pid
    for path in (PROCESSES / str(pid) / "task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from members(int(child))


def share(pid: int) -> float:
    """Return the MB that a process holds; what several hold counts for each in equal parts. Linux only."""
    try:
        found = _SHARE.search((PROCESSES / str(pid) / "smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
