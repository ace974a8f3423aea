"""A database that is away, or too busy to save: words instead of a fault, nothing lost, and all goes on by itself."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import make_url

from salesapp.accounts.models import User
from salesapp.connections import engine_options
from salesapp.db import db
from salesapp.web import clock
from tests.conftest import MONDAY, Client, _application

HX = {"HX-Request": "true"}
PROFILE = {"theme": "dark", "locale": "zh_Hans_CN", "version": "1", "digest": "y", "token": "away"}


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


def signed_in(app: Flask) -> Client:
    client, user = app.test_client(), db.session.scalar(db.select(User).where(User.username == "lin"))
    with client.session_transaction() as session:
        session.update(_user_id=user.get_id(), _fresh=True, seen=int(MONDAY.timestamp()))
    db.session.remove()
    return client


def away(client: Client) -> None:
    """The page, the part, the form and the form sent by htmx say it in words, and no form is named as saved."""
    page, part = client.get("/customers"), client.get("/search/suggest?q=a", headers=HX)
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in (page, part)] == [
        (503, "5")
    ] * 2
    assert "数据库暂时没有回应" in page.text and "数据库暂时没有回应" in part.text
    unsaved(client)
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["checks"]["database"]) == (503, "unreachable")


def unsaved(client: Client) -> None:
    form, sent = client.post("/account", data=PROFILE), client.post("/account", data=PROFILE, headers=HX)
    for answer in (form, sent):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "暂时无法保存" in answer.text
        assert "settled" not in answer.headers.get("Set-Cookie", "")
    assert "<html" in form.text and "<html" not in sent.text
    assert sent.headers["HX-Retarget"] == "#notices"


def at_work(client: Client) -> None:
    assert client.get("/customers").status_code == 200
    saved = client.post("/account", data=PROFILE)
    assert saved.status_code == 303
    assert "settled=away" in ";".join(saved.headers.getlist("Set-Cookie"))


@pytest.mark.skipif("SALESAPP_TEST_DATABASE_URL" in os.environ, reason="SQLite keeps its database in a file")
def test_a_file_that_cannot_be_read(fresh_app):
    client, path = signed_in(fresh_app), Path(str(db.engine.url.database))
    db.engine.dispose()
    hidden = path.with_suffix(".hidden")
    path.rename(hidden)
    path.mkdir()
    away(client)
    path.rmdir()
    hidden.rename(path)
    at_work(client)


@pytest.mark.skipif("SALESAPP_TEST_DATABASE_URL" in os.environ, reason="one writer at a time is SQLite's way")
def test_a_file_that_another_program_holds(fresh_app):
    client = signed_in(fresh_app)
    event.listen(db.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout=50"))
    with db.engine.connect() as other:
        other.exec_driver_sql("SELECT 1")  # a transaction that may write
        assert client.get("/customers").status_code == 200
        unsaved(client)
        assert "林*" in client.post("/account", data=PROFILE).text  # it is still known who is here
    at_work(client)


class Gate:
    """A way to the PostgreSQL server that can be shut and opened."""

    def __init__(self, server: str):
        self.server, self.pipes, self.listener = server, [], socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open()

    def open(self) -> None:
        self.shut = False
        if self.listener.fileno() < 0:
            self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._let_in, args=(self.listener,), daemon=True).start()

    def close(self) -> None:
        for one in (self.listener, *self.pipes):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.pipes = []

    def _let_in(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                came, behind = listener.accept()[0], socket.socket(socket.AF_UNIX)
                behind.connect(self.server)
                self.pipes += [came, behind]
                for pair in ((came, behind), (behind, came)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)


@pytest.mark.skipif("SALESAPP_TEST_DATABASE_URL" not in os.environ, reason="needs a PostgreSQL server")
def test_a_server_that_is_stopped(fresh_app, tmp_path):
    url = make_url(fresh_app.config["SQLALCHEMY_DATABASE_URI"])
    folder = url.host or url.query["host"]
    gate = Gate(f"{folder}/.s.PGSQL.{url.port or 5432}")
    behind = url.set(host="127.0.0.1", port=gate.port, query={}).render_as_string(hide_password=False)
    app = _application(behind, tmp_path)
    with app.app_context():
        client = signed_in(app)
        at_work(client)
        gate.close()
        away(client)
        gate.open()
        assert client.get("/customers").status_code == 200
        assert client.get("/readyz").json["checks"]["database"] == "ok"
        db.session.remove()
        db.engine.dispose()
    gate.close()


def test_a_server_that_keeps_silent_is_given_up():
    kept = engine_options("postgresql+psycopg://h/d")["connect_args"]
    assert (kept["connect_timeout"], kept["tcp_user_timeout"]) == (5, 30_000)
    assert kept["options"] == "-c jit=off"
    assert (
        engine_options("postgresql://h/d", seconds=30)["connect_args"]["options"]
        == "-c jit=off -c statement_timeout=30s"
    )
    own = engine_options("postgresql://h/d?options=-c%20search_path%3Dcrm", seconds=30)["connect_args"]
    assert own["options"] == "-c search_path=crm -c jit=off -c statement_timeout=30s"
    assert "connect_args" not in engine_options("sqlite:///x.db", seconds=30)


@pytest.mark.skipif("SALESAPP_TEST_DATABASE_URL" not in os.environ, reason="needs a PostgreSQL server")
def test_a_statement_of_a_screen_that_takes_too_long_is_ended_in_words(fresh_app, tmp_path, monkeypatch):
    url = fresh_app.config["SQLALCHEMY_DATABASE_URI"]
    app = _application(url, tmp_path, statement_limit=1)
    with app.app_context():
        client = signed_in(app)
        slowly = lambda *_, **__: db.session.execute(db.text("SELECT pg_sleep(20)"))  # noqa: E731
        monkeypatch.setattr("salesapp.customers.routes.render_template", slowly)
        answer = client.get("/customers")
        assert answer.status_code == 503 and "数据库暂时没有回应" in answer.text
        db.session.remove()
        db.engine.dispose()
