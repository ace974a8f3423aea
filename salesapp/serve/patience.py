"""A web process that slow senders cannot fill: requests are received whole before the app begins, and who dawdles is cut off.

A thread that receives does nothing else. Where more than half of them do, those that send slowest lose their connection,
and nobody else waits longer than a few seconds. A proxy in front does the same better.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from gunicorn.workers.gthread import ThreadWorker

log = logging.getLogger(__name__)
GRACE = 3.0  # seconds in which nobody is called slow
SLOW = 8 * 1024  # bytes a second below which somebody is slow
LONGEST = 60.0  # seconds that a sender has who hardly sends
CRAWL = 1024  # bytes a second of who hardly sends
PIECE = 4096  # bytes received at once
MEMORY = 1 << 20  # bytes of a request that are kept in memory; more goes to a file
WHOLE = 65 << 20  # bytes; what is larger is refused by the app, unread
LOOKS = 0.5  # seconds between two looks at who sends


@dataclass(eq=False)
class Sender:
    """A connection of which a request is being received."""

    sock: socket.socket
    since: float
    received: int = 0

    def rate(self, now: float) -> float:
        """Return how many bytes a second came so far."""
        return self.received / max(now - self.since, 0.001)


def dawdling(senders: Iterable[Sender], *, most: int, now: float) -> list[Sender]:
    """Return whom to cut off: who hardly sends for a minute, and, where more than ``most`` send, the slowest of them."""
    senders = list(senders)
    late = [one for one in senders if now - one.since >= GRACE and one.rate(now) < SLOW]
    late.sort(key=lambda one: one.rate(now))
    cut = late[: max(0, len(senders) - most)]
    return cut + [
        one for one in late if one not in cut and now - one.since >= LONGEST and one.rate(now) < CRAWL
    ]


class Doorkeeper:
    """Knows who sends at present, and cuts off who dawdles."""

    def __init__(self, most: int):
        self.most = most
        self.lock = threading.Lock()
        self.senders: set[Sender] = set()

    @contextlib.contextmanager
    def receiving(self, sock: socket.socket) -> Iterator[Sender]:
        """Watch a connection while a request is being received of it."""
        sender = Sender(sock, time.monotonic())
        with self.lock:
            self.senders.add(sender)
        try:
            yield sender
        finally:
            with self.lock:
                self.senders.discard(sender)

    def look(self) -> int:
        """Cut off who dawdles; return how many."""
        with self.lock:
            cut = dawdling(self.senders, most=self.most, now=time.monotonic())
        for sender in cut:
            with contextlib.suppress(OSError):
                sender.sock.shutdown(
                    socket.SHUT_RD
                )  # its thread reads the end of the request, and goes on to the next
        if cut:
            log.warning("cut off %d slow senders of %d", len(cut), len(self.senders))
        return len(cut)

    def watch(self) -> None:
        """Look again and again, as long as the process lives."""
        while True:
            time.sleep(LOOKS)
            self.look()


class PatientWorker(ThreadWorker):
    """Gunicorn's worker with threads, which receives each request whole before the app sees it."""

    def init_process(self) -> None:
        """Start looking at who sends."""
        self.door = Doorkeeper(most=max(1, self.cfg.threads // 2))
        threading.Thread(target=self.door.watch, daemon=True, name="doorkeeper").start()
        super().init_process()

    def handle(self, conn: Any) -> Any:
        """Receive a request's head under the doorkeeper's eyes, and handle it."""
        with contextlib.ExitStack() as head:
            head.enter_context(self.door.receiving(conn.sock))
            conn.head = head
            return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Receive the body too, and hand the request on only if it came whole."""
        conn.head.close()
        with self.door.receiving(conn.sock) as sender:
            body = received(req, sender)
        if body is None:
            return False
        req.body = body
        return super().handle_request(req, conn)


def received(req: Any, sender: Sender) -> IO[bytes] | None:
    """Return a request's body, received whole; None where the sender went or was cut off."""
    length = _length(req)
    if length == 0 or length > WHOLE or _asks_first(req):
        return req.body
    body = tempfile.SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115  the app reads it
    while sender.received < length and (piece := req.body.read(min(PIECE, length - sender.received))):
        body.write(piece)
        sender.received += len(piece)
    if sender.received < length:
        body.close()
        return None
    body.seek(0)
    return body


def _length(req: Any) -> int:
    """Return how many bytes a body has; of one that comes in chunks nobody knows, and the app reads it itself."""
    said = next((value for name, value in req.headers if name == "CONTENT-LENGTH"), "0")
    return int(said) if said.isdecimal() else 0


def _asks_first(req: Any) -> bool:
    """Tell whether a program waits to be asked for the body; the app asks for it when it reads."""
    return any(name == "EXPECT" for name, _value in req.headers)
