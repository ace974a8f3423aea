"""The bench: its browser, its arithmetic, and a whole run over real HTTP."""

from __future__ import annotations

import http.client
import io
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image
from sqlalchemy import func, select
from werkzeug.serving import make_server

from salesapp.accounts.models import User
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.pack import page as pack
from salesapp.bench import crowd, heavy, importing, money, report, screens, stage, starting
from salesapp.bench.browser import Answer, BenchError, Browser, Page, sign_in
from salesapp.config import PROJECT
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.documents.attachments import rules as uploads
from salesapp.payments.statements.models import StatementRow
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.web import cache, clock
from tests.conftest import MONDAY, _application, _database


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


def test_what_takes_long_tells_its_best_run_and_what_came_of_it():
    whole = report.summed_up("import", [31_000, 29_000, 33_000], 30_000)
    whole.note = "memory: reader 80 MB"
    assert (whole.best, whole.p50, whole.misses) == (29_000, 31_000, ["p50 over 30000 ms"])
    assert "29000.0" in report.table([whole]) and "memory: reader 80 MB" in report.table([whole])


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


def test_files_are_sent_with_the_fields_of_their_form():
    heard = {}

    class Listener(Impatient):
        def do_POST(self):
            heard["type"] = self.headers["Content-Type"]
            heard["body"] = self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    answer = Browser(f"http://127.0.0.1:{server.server_port}").send(
        "/", {"a": "b"}, {"f": ("c.jpg", b"\xff\xd8")}
    )
    server.shutdown()
    server.server_close()
    assert answer.status == 200 and heard["type"].startswith("multipart/form-data; boundary=")
    assert (
        b'name="a"' in heard["body"] and b'filename="c.jpg"' in heard["body"] and b"\xff\xd8" in heard["body"]
    )


def test_the_card_that_is_photographed_is_a_picture():
    first, second = heavy.card(1), heavy.card(2)
    assert uploads.check("card.jpg", first).media_type == "image/jpeg" and first != second


@pytest.fixture
def small(monkeypatch):
    """Let the bench put in a few rows of each."""
    monkeypatch.setattr(stage, "LONG_LIST", 30)
    monkeypatch.setattr(stage, "PEOPLE", 15)
    monkeypatch.setattr(stage, "TABLE", 60)
    monkeypatch.setattr(money, "CONTRACTS", 10)
    monkeypatch.setattr(money, "ROWS", 8)


def test_what_the_bench_puts_in_stands_on_the_screens_and_is_imported_and_taken_back(
    company_app, small, tmp_path, monkeypatch, capsys
):
    ids = {name: db.session.scalar(select(User.id).where(User.username == name)) for name in ("lin", "xu")}
    db.session.commit()
    monkeypatch.setattr(stage, "create_app", lambda: company_app)
    stage.main(ids["lin"], ids["xu"], tmp_path)
    staged = stage.Staged(**json.loads(capsys.readouterr().out))
    count = select(func.count(Prospect.id)).where(Prospect.list_id == staged.long_list_id)
    assert db.session.scalar(count) == 30
    lin = db.session.get_one(User, ids["lin"])
    assert len(pack.cards(lin, stage.pack_day(clock.now()))) == stage.VISITS
    team = select(func.count(User.id)).where(User.team_id == lin.team_id, User.active)
    assert db.session.scalar(team) == 15
    assert (
        db.session.scalar(select(func.count(Visit.id)).where(Visit.number.like("B__-%"))) == 15 * 21
    )  # working days of November
    db.session.commit()

    owed = select(func.count(PaymentNode.id)).join(Contract).where(Contract.number.startswith("BENCH-"))
    assert db.session.scalar(owed) == 10 * money.NODES
    db.session.commit()
    monkeypatch.setattr(money, "create_app", lambda: company_app)
    money.main(ids["lin"], 2)
    matched = json.loads(capsys.readouterr().out)
    assert (len(matched["ms"]), matched["sure"], matched["rows"]) == (2, 6, 8)
    assert (
        db.session.scalar(select(func.count(StatementRow.id)).where(StatementRow.serial.startswith("B0")))
        == 0
    )
    db.session.commit()
    cost = importing.imported(staged.empty_list_id, ids["xu"], tmp_path / "table.xlsx")
    assert sum(cost.outcomes.values()) == 60 and cost.outcomes["added"] > 40
    assert cost.outcomes["skipped"] and cost.outcomes["refused"]  # some are known, some cannot be taken
    assert min(cost.read_ms, cost.judge_ms, cost.run_ms, cost.undo_ms) > 0
    assert cost.reader_mb > 10 and cost.job_mb > 50
    left = select(func.count(Prospect.id)).where(Prospect.list_id == staged.empty_list_id)
    assert db.session.scalar(left) == 0
    assert db.session.get_one(ProspectList, staged.empty_list_id).is_open


@pytest.fixture
def company_app(company_database, tmp_path_factory):
    """The demo company of Monday in a database of its own."""
    for url in _database("bench", tmp_path_factory, copy_of=company_database):
        app = _application(url, tmp_path_factory.mktemp("bench"))
        with app.app_context(), clock.frozen(MONDAY):
            cache.forget()
            yield app
            db.session.remove()
            db.engine.dispose()
        cache.forget()


def test_the_bench_counts_nothing_for_the_planner_that_an_installation_would_not():
    """What pages take is measured over the statistics that are there: of migrations, restores, imports and nights."""
    said = [
        path.name for path in (PROJECT / "salesapp" / "bench").glob("*.py") if "ANALYZE" in path.read_text()
    ]
    assert not said


def test_memory_counts_all_that_a_process_started_and_shares_only_once():
    child = subprocess.Popen([sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    child.stdout.readline()
    assert child.pid in list(starting.members(os.getpid()))
    assert 1 < starting.share(child.pid) < starting.share(child.pid) + starting.share(os.getpid())
    child.communicate()
    assert starting.share(child.pid) == 0
    assert child.pid not in list(starting.members(os.getpid()))


def test_a_start_that_takes_too_much_is_marked(monkeypatch):
    monkeypatch.setattr(starting, "_start", lambda environ: (4_500.0, 300.0))
    [found] = starting.measure({}, 2)
    assert found.misses == ["p50 over 4000 ms", "memory over 260 MB"]
    assert found.note == "memory: 300 MB in all"


def screen(*times, status=200):
    return report.Screen("page", answers(*times, status=status))


def test_the_slow_end_is_compared_with_the_middle_over_all_connections():
    even = crowd.tail([screen(*[10.0] * 50) for _hand in range(8)], 50)
    assert (even.screen, even.p50, even.misses) == (crowd.TAIL + "page", 10, [])
    assert "1.0 × p50" in even.note
    uneven = crowd.tail([screen(*[10.0] * 49, 41.0) for _hand in range(8)], 50)
    assert uneven.misses == ["p99 over 4 × p50"] and "p99 41.0 ms, 4.1 × p50" in uneven.note


def test_answers_that_were_not_asked_for_are_counted():
    failed = crowd.tail([screen(1.0, 1.0), screen(1.0, 1.0, status=503)], 2)
    assert failed.misses == ["2 answers [503]"]


def test_what_fails_in_one_of_many_stops_the_bench():
    with pytest.raises(BenchError, match="1 of 3 failed"):
        crowd.at_once([lambda: None, lambda: None, lambda: 1 / 0])


def test_the_photos_of_the_crowd_have_twelve_million_pixels_and_differ():
    first, second = crowd.photo(1), crowd.photo(2)
    assert uploads.check("photo.jpg", first).media_type == "image/jpeg" and first != second
    assert Image.open(io.BytesIO(first)).size == (4000, 3000)


def test_the_crowd_comes_in_and_saves_go_on_while_photos_arrive(company_app, monkeypatch):
    monkeypatch.setattr(crowd, "create_app", lambda: company_app)
    monkeypatch.setattr(crowd, "PICTURES", 1)
    monkeypatch.setattr(crowd, "LEAST", 2)
    monkeypatch.setattr(crowd, "SIDE", (400, 300))
    crowd.main(6)
    lin = db.session.scalar(select(User.id).where(User.username == "lin"))
    customer = screens.busiest(lin).customer_id
    db.session.remove()
    server = make_server("127.0.0.1", 0, company_app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        came = crowd.rush(address, 6)
        saved = crowd.saves(sign_in(address, "lin", "demo-Sales-2026"), f"/customers/{customer}/attachments")
    finally:
        server.shutdown()
        server.server_close()
    assert not [miss for miss in came.misses + saved.misses if "answers" in miss]
    assert came.p95 > 0 and "saves in" in saved.note
