"""Slow senders stop nobody: half-sent bodies and half-sent heads are cut off once they fill the threads."""

import contextlib
import socket
import threading
import time
import urllib.request
from types import SimpleNamespace

import pytest

from salesapp.serve.patience import CRAWL, GRACE, LONGEST, SLOW, Doorkeeper, Sender, dawdling, received
from tests.infra.test_serve_whole import at, wait_until

NOW = 1000.0


def sender(seconds: float, rate: float) -> Sender:
    return Sender(socket.socket(), NOW - seconds, int(seconds * rate))


@pytest.mark.parametrize(
    ("seconds", "rate", "cut"),
    [(GRACE - 0.1, 0, 0), (GRACE, 0, 1), (GRACE, SLOW - 10, 1), (GRACE, SLOW + 10, 0)],
)
def test_where_too_many_send_who_is_slow_goes(seconds, rate, cut):
    quick = [sender(10, SLOW * 9) for _ in range(4)]
    assert len(dawdling([*quick, sender(seconds, rate)], most=4, now=NOW)) == cut


@pytest.mark.parametrize(
    ("seconds", "rate", "cut"), [(LONGEST - 1, 0, 0), (LONGEST, CRAWL - 1, 1), (LONGEST, CRAWL + 10, 0)]
)
def test_where_there_is_room_only_who_hardly_sends_for_a_minute_goes(seconds, rate, cut):
    assert len(dawdling([sender(seconds, rate)], most=4, now=NOW)) == cut


def test_the_slowest_go_first_and_no_more_than_need_be():
    slow = [sender(10, rate) for rate in (3000, 1000, 2000)]
    assert dawdling(slow, most=1, now=NOW) == [slow[1], slow[2]]


def test_a_body_is_handed_on_whole_or_not_at_all():
    class Body:
        def __init__(self, *pieces):
            self.pieces = list(pieces)

        def read(self, size):
            return self.pieces.pop(0) if self.pieces else b""

    def req(length, *pieces, **more):
        heads = [("CONTENT-LENGTH", str(length)), *((name.upper(), value) for name, value in more.items())]
        return SimpleNamespace(headers=heads, body=Body(*pieces))

    assert received(req(5, b"he", b"llo"), sender(0, 0)).read() == b"hello"
    assert received(req(5, b"he"), sender(0, 0)) is None
    untouched = [req(0), req(66 << 20, b"x"), req(5, b"hello", expect="100-continue")]
    assert [received(one, sender(0, 0)) is one.body for one in untouched] == [True, True, True]


def test_who_is_cut_off_reads_the_end():
    here, there = socket.socketpair()
    door = Doorkeeper(most=0)
    with door.receiving(here) as one:
        one.since -= GRACE
        assert door.look() == 1
        assert here.recv(1) == b""
    there.close()
    assert door.look() == 0


def test_twenty_half_sent_bodies_and_twenty_half_sent_heads_stop_nobody(tmp_path, port):
    assert at(tmp_path, "migrate").returncode == 0
    added = ("user", "add", "boss", "--name", "唐*", "--role", "director", "--password-stdin")
    assert at(tmp_path, *added, input="Yue-liang-2026\n").returncode == 0
    server = at(tmp_path, "serve", "--empty", "--port", str(port), start=True)
    stop, open_ones = threading.Event(), []

    def dribble(first: bytes):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as one:
            open_ones.append(one)
            one.sendall(first)
            while not stop.wait(0.5):
                one.sendall(b"a")

    body = b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nu"
    try:
        wait_until(lambda: answered(port, 5) is not None, seconds=180)  # migrating too
        slow = [threading.Thread(target=dribble, args=(first,)) for first in [body] * 20 + [body[:30]] * 20]
        for one in slow:
            one.start()
        wait_until(lambda: len(open_ones) == 40)
        time.sleep(1)
        assert answered(port, 30) is not None  # where nobody is cut off, not in a quarter of an hour
    finally:
        stop.set()
        server.terminate()
        server.communicate(timeout=40)


def answered(port: int, timeout: float) -> float | None:
    """Return after how many seconds somebody else is answered, or None."""
    begun = time.monotonic()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=timeout) as answer:
            assert answer.status == 200
    except OSError:
        return None
    return time.monotonic() - begun


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
