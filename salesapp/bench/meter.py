"""The app with a meter, in processes of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextvars import ContextVar

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from salesapp.app import create_app
from salesapp.bench import floor
from salesapp.bench.browser import BenchError, Browser
from salesapp.config import PROJECT

_queries: ContextVar[list[int]] = ContextVar("queries")


def metered() -> Flask:
    """Return the application with a counter of queries in every answer: what gunicorn serves during a bench."""
    app = create_app()

    @app.before_request
    def start() -> None:
        _queries.set([0])

    @app.after_request
    def tell(response):
        response.headers["X-Queries"] = str(_queries.get([0])[0])
        return response

    event.listen(Engine, "before_cursor_execute", _count)
    return floor.beside(app)


def _count(connection, cursor, statement, *rest) -> None:
    counted = _queries.get(None)
    if counted is not None and not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
        counted[0] += 1


@contextlib.contextmanager
def server(environ: Mapping[str, str], *, workers: int = 2) -> Iterator[str]:
    """Serve the app in processes of its own for the length of the block; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "salesapp.bench.meter:metered()", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--worker-class", "gthread", "--threads", "4", "--keep-alive", "75",
        "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=PROJECT, env=environ, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait_for(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise BenchError("the server did not start")
        with contextlib.suppress(OSError, http.client.HTTPException):
            if Browser(url).get("/healthz").status == 200:
                return
        time.sleep(0.1)
    raise BenchError("the server does not answer")
