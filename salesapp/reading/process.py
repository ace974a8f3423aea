"""The app's side of a process that works for it: asked over its standard streams, watched by the clock, killed past it."""

from __future__ import annotations

import contextlib
import io
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salesapp.reading import places, wire

PROJECT = Path(__file__).resolve().parents[2]
START_LIMIT = 60.0  # seconds for a cold start on a busy machine


class Gone(Exception):
    """The process ended without an answer."""


class Process:
    """A process that says when it is ready, then answers one message after the other."""

    def __init__(self, module: str, environment: Mapping[str, str]):
        with places.lent() as (self.folder, lock):
            self.process = subprocess.Popen(
                [sys.executable, "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=PROJECT,
                env={
                    "PATH": os.environ.get("PATH", os.defpath),
                    "PYTHONPATH": str(PROJECT),
                    "LANG": "C.UTF-8",
                    "HOME": os.environ.get("HOME", "/"),
                    "TMPDIR": str(self.folder),
                    **environment,
                },
                bufsize=0,
                pass_fds=(lock,),
                start_new_session=True,  # Ctrl-C in a terminal stops the app, which then stops what works for it
            )
        assert self.process.stdin and self.process.stdout  # both are pipes
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        self.ready = False

    def ask(self, message: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a message and return the answer; raises TimeoutError past the limit, Gone where there is none.

        The time it takes a fresh process to start does not count.
        """
        if not self.ready:
            self._receive(time.monotonic() + START_LIMIT)
            self.ready = True
        left = memoryview(message)
        try:
            while left:
                left = left[os.write(self.stdin.fileno(), left) :]
        except OSError:
            raise Gone from None
        return self._receive(time.monotonic() + seconds)

    def _receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        kept = bytearray()
        wanted = wire.LENGTHS.size
        descriptor = self.stdout.fileno()
        while len(kept) < wanted:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise TimeoutError
            chunk = os.read(descriptor, 1 << 20)
            if not chunk:
                raise Gone
            kept += chunk
            if len(kept) >= wire.LENGTHS.size:
                wanted = wire.LENGTHS.size + sum(wire.LENGTHS.unpack_from(kept))
        return wire.read(io.BytesIO(kept)) or ({}, b"")

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        for stream in (self.stdin, self.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        places.remove(self.folder)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None
