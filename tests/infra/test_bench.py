"""The bench: its browser, its arithmetic, and a whole run over real HTTP."""

from __future__ import annotations

import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from salesapp.bench import report
from salesapp.bench.browser import Answer, BenchError, Browser, Page


def answers(*times, status=200, queries="4", body=b"x" * 2048):
    found = iter(times)
    return lambda: Answer(status, {"x-queries": queries}, body, next(found))


def test_the_middle_and_the_slow_end_are_told_without_the_warm_up():
    screen = report.Screen("page", answers(500, 500, *range(1, 101)), target=60, warm_up=2)
    measured = report.measure(screen, 100)
    assert (measured.p50, measured.p95, measured.queries, measured.bytes) == (50.5, 96, 4, 2048)
    assert measured.misses == []


def test_a_slow_page_and_one_that_asks_too_much_are_marked():
    measured = report.measure(
        report.Screen("page", answers(*[9.0] * 10, queries="13"), target=8, warm_up=0), 10
    )
    assert measured.misses == ["p50 over 8 ms", "more than 12 queries"]
    assert "✗ p50 over 8 ms" in report.table([measured])


def test_a_page_that_fails_is_marked_and_asked_no_more():
    measured = report.measure(report.Screen("page", answers(1, status=500), warm_up=0), 9)
    assert measured.misses == ["answers 500"]


def test_results_are_written_for_machines():
    measured = report.measure(report.Screen("page", answers(1, 2, 3), warm_up=0), 3)
    [one] = json.loads(report.as_json([measured]))
    assert (one["screen"], one["p50"]) == ("page", 2)


HTML = """
<link rel="stylesheet" href="/a.css"><script src="/b.js"></script><img src="/c.svg"><img src="data:,">
<form action="/search"><input name="q"></form>
<form action="/customers?x=1" method="post">
  <input type="hidden" name="csrf_token" value="t"><input name="name" value="a &amp; b"><input name="off" disabled value="1">
  <input type="radio" name="kind" value="1"><input type="radio" name="kind" value="2" checked>
  <input type="checkbox" name="key"><input type="checkbox" name="mail" checked>
  <select name="size"><option value="s">S<option value="m" selected>M</select>
  <textarea name="note">
line</textarea><input type="file" name="f"><button name="then" value="new">
</form>
"""


def test_a_form_is_sent_as_a_browser_would_send_it():
    page = Page(HTML)
    assert page.files == ["/a.css", "/b.js", "/c.svg"]
    assert page.form("/customers") == [
        ("csrf_token", "t"), ("name", "a & b"), ("kind", "2"), ("mail", "y"), ("size", "m"), ("note", "line"),
    ]  # fmt: skip
    with pytest.raises(BenchError):
        page.form("/nowhere")


class Impatient(BaseHTTPRequestHandler):
    """Answers once on each connection and then hangs up without saying so, as a server does with an idle one."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")
        self.close_connection = True

    do_POST = do_GET

    def log_message(self, *words):
        pass


@pytest.fixture
def impatient():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Impatient)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_connection_that_was_closed_meanwhile_is_opened_again_for_looking_but_not_for_writing(impatient):
    browser = Browser(impatient)
    assert [browser.get("/").status for _time in range(3)] == [200, 200, 200]
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        browser.post("/", [])
