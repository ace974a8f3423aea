"""The living company, a fresh copy for each sweep, and a way to fill any address with ids that exist in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import inspect, select
from werkzeug.routing import Rule

from salesapp.accounts.models import User
from salesapp.db import Base, db
from salesapp.web import cache, clock
from tests.conftest import MONDAY, _application, _database

WORDS = {
    "code": "F01", "digest": "0", "filename": "icon.svg", "name": "app.css", "key": "idle_minutes", "no": 11,
    "department": "finance", "year": 2026, "dictionary": "source_channel",
    "username": "lin", "form_code": "F01", "part": "S", "event": "print",
}  # fmt: skip


def living(company_database, tmp_path_factory) -> Iterator[Flask]:
    """Give the application over a copy of the demo company that nobody else has."""
    for url in _database("company", tmp_path_factory, copy_of=company_database):
        app = _application(url, tmp_path_factory.mktemp("company"))
        cache.forget()
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        cache.forget()


@pytest.fixture
def company(company_database, tmp_path_factory):
    """The application over a demo company of this test's own: what one sweep writes, no other meets."""
    yield from living(company_database, tmp_path_factory)


def entered(app: Flask, username: str | None, *, csrf: bool = True):
    """Return a client of the company in which somebody is signed in."""
    client = app.test_client()
    client.csrf = csrf
    if username:
        with app.app_context():
            user_id = db.session.scalar(select(User).where(User.username == username)).get_id()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"], session["seen"] = user_id, True, int(MONDAY.timestamp())
    return client


@pytest.fixture
def enter(company):
    """Return a way into this test's company, on its Monday."""
    with clock.frozen(MONDAY):
        yield partial(entered, company)


def addresses(app: Flask) -> Callable[[Rule], str]:
    """Return the way from a rule to its path, the parts filled with rows that exist."""
    with app.app_context():
        names = set(inspect(db.engine).get_table_names())
        first = {
            table.name: db.session.scalar(select(table.c.id).order_by(table.c.id).limit(1))
            for table in Base.metadata.sorted_tables
            if "id" in table.c and table.name in names
        }
        db.session.remove()

    def fill(rule) -> str:
        values = {}
        for argument in rule.arguments:
            table = argument.removesuffix("_id")
            values[argument] = (
                WORDS[argument] if argument in WORDS else first.get(table) or first.get(f"{table}_entry") or 1
            )
        adapter = app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, values)

    return fill


@pytest.fixture
def address(company):
    """Return the path of a rule in this test's company."""
    return addresses(company)
