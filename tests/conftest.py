"""The stage for every test: an application, one database, a cast of twelve, and a stopped clock when asked for."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import make_url

from salesapp.accounts import passwords
from salesapp.accounts.models import Team, User
from salesapp.app import create_app
from salesapp.config import Config
from salesapp.db import Base, db
from salesapp.web import cache, clock

#: name, role, team — the demo people, whose names every test may use
CAST = {
    "lin": ("林*", "rep", "华东"),
    "fang": ("方*", "rep", "华东"),
    "chen": ("陈*", "rep", "华南"),
    "xu": ("许*", "supervisor", "华东"),
    "ma": ("马*", "supervisor", "华南"),
    "tang": ("唐*", "director", None),
    "zheng": ("郑*", "finance", None),
    "gao": ("高*", "service", None),
    "he": ("何*", "tech", None),
    "lu": ("陆*", "legal", None),
    "admin": ("管理员", "admin", None),
    "auditor": ("审计员", "auditor", None),
}
#: Whole walks, sweeps, processes and printing: `bin/test --quick` leaves them out to end in under a minute.
LONG = (
    "contracts/test_flow.py", "contracts/test_handoff.py", "contracts/test_screens.py",
    "customers/test_name_pieces.py", "demo/", "documents/paper/test_pages.py", "documents/press/", "documents/register/",
    "home/test_screens.py", "infra/", "opportunities/test_screens.py",
    "sweeps/test_bad_input.py", "sweeps/test_routes.py",
)  # fmt: skip
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 2026-11-23, Monday, 09:00 in Shanghai


def pytest_collection_modifyitems(items) -> None:
    """Mark the long tests as slow by the file they stand in."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).as_posix().startswith(LONG):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> None:
    """Hash with the least argon2 allows: what a password costs by design, no test should pay."""
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def _database(name: str, tmp_path_factory, *, copy_of: str | None = None) -> Iterator[str]:
    """Give a fresh database: a PostgreSQL one where SALESAPP_TEST_DATABASE_URL names a server, else an SQLite file.

    It is empty, or a copy of a database that nobody is connected to.
    """
    server = os.environ.get("SALESAPP_TEST_DATABASE_URL")
    if not server:
        path = tmp_path_factory.mktemp(name) / "test.db"
        if copy_of:
            shutil.copyfile(make_url(copy_of).database, path)
        yield f"sqlite:///{path}"
        return
    import psycopg

    url = make_url(server)
    fresh = f"test_{name}_{os.getpid()}_{secrets.token_hex(3)}"
    connect = {
        "host": url.host,
        "port": url.port,
        "user": url.username,
        "password": url.password,
        "dbname": "postgres",
    }
    connect = {key: value for key, value in (connect | dict(url.query)).items() if value}
    with psycopg.connect(**connect, autocommit=True) as connection:
        template = f' TEMPLATE "{make_url(copy_of).database}"' if copy_of else ""
        connection.execute(f'CREATE DATABASE "{fresh}"{template}')
    yield url.set(database=fresh).render_as_string(hide_password=False)
    with psycopg.connect(**connect, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{fresh}" WITH (FORCE)')


def _application(url: str, data_dir) -> Flask:
    environ = {
        "SALESAPP_DATABASE_URL": url,
        "SALESAPP_DATA_DIR": str(data_dir),
        "SALESAPP_SECRET_KEY": "test" * 10,
    }
    app = create_app(Config.from_environment(environ))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, RATELIMIT_ENABLED=False)
    app.test_client_class = Client
    return app


def _populate() -> None:
    Base.metadata.create_all(db.engine)
    teams = {name: Team(name=name) for name in ("华东", "华南")}
    db.session.add_all(teams.values())
    db.session.flush()
    for username, (name, role, team) in CAST.items():
        db.session.add(
            User(
                username=username, name=name, role=role, team_id=teams[team].id if team else None, password_hash="!",
                must_change_password=False, session_stamp="stamp", created_at=MONDAY, email=f"{username}@example.cn",
            )
        )  # fmt: skip
    db.session.commit()


class Client(FlaskClient):
    """A browser without a screen: sends the CSRF token like a page would, and leaves no stale rows behind in the test."""

    csrf = True

    def open(self, *args, **kwargs):
        if has_app_context() and db.session.registry.has():
            db.session.commit()
        method = kwargs.get("method", "GET")
        if self.csrf and method not in ("GET", "HEAD", "OPTIONS"):
            headers = dict(kwargs.pop("headers", None) or {})
            headers.setdefault("X-CSRFToken", self.csrf_token())
            kwargs["headers"] = headers
        with self.application.app_context():  # of its own, as in a server: own session, own g
            response = super().open(*args, **kwargs)
        if has_app_context() and db.session.registry.has():
            db.session.expire_all()
        cache.forget()
        return response

    def csrf_token(self) -> str:
        """Return a token that this client's session accepts."""
        from flask_wtf.csrf import generate_csrf

        fresh = self.application.app_context()  # Flask-WTF keeps its token in g
        with fresh, self.session_transaction() as session, self.application.test_request_context():
            from flask import session as inner

            if "csrf_token" in session:
                inner["csrf_token"] = session["csrf_token"]
            token = generate_csrf()
            session["csrf_token"] = inner["csrf_token"]
        return token


@pytest.fixture(scope="session")
def database_url(tmp_path_factory) -> Iterator[str]:
    yield from _database("main", tmp_path_factory)


@pytest.fixture(scope="session")
def app(database_url, tmp_path_factory) -> Iterator[Flask]:
    """The application over the session's database, with the cast in it."""
    app = _application(database_url, tmp_path_factory.mktemp("data"))
    with app.app_context():
        _populate()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def db_session(app, monkeypatch) -> Iterator:
    """A session whose commits are undone after the test, shared by the test and the requests it makes."""
    with app.app_context():
        connection = db.engine.connect()
        outer = connection.begin()
        monkeypatch.setitem(db._app_engines, app, {None: connection})
        factory = db.session.session_factory
        before = factory.kw.get("join_transaction_mode", "conditional_savepoint")
        factory.configure(join_transaction_mode="create_savepoint")
        cache.forget()
        try:
            yield db.session
        finally:
            db.session.remove()
            factory.configure(join_transaction_mode=before)
            outer.rollback()
            connection.close()
            cache.forget()


@pytest.fixture
def fresh_app(tmp_path_factory) -> Iterator[Flask]:
    """An application over a database of its own, for tests of concurrency and of killed processes."""
    for url in _database("fresh", tmp_path_factory):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.app_context():
            _populate()
            cache.forget()
            yield app
            db.session.remove()
            db.engine.dispose()
        cache.forget()


@pytest.fixture
def cast(db_session) -> SimpleNamespace:
    """The twelve people, by sign-in name."""
    people = db_session.scalars(db.select(User).where(User.username.in_(CAST))).unique().all()
    return SimpleNamespace(**{user.username: user for user in people})


@pytest.fixture
def sign_in(app, db_session, frozen_clock) -> Callable[[str], Client]:
    """Return a client in which a member of the cast is signed in."""

    def enter(username: str) -> Client:
        user = db_session.scalar(db.select(User).where(User.username == username))
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = user.get_id(), True
            session["seen"] = int(clock.now().timestamp())
        return client

    return enter


@pytest.fixture
def frozen_clock(app) -> Iterator[None]:
    """Stop the clock on Monday 2026-11-23, 09:00 in Shanghai."""
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def at() -> Callable[..., datetime]:
    """Return moments by local wall clock: ``at(2026, 11, 23, 14, 30)``."""
    return lambda *parts: datetime(*parts, tzinfo=clock.zone()).astimezone(UTC)


@pytest.fixture
def count_queries(app) -> Callable:
    """Count the SQL statements of a block: ``with count_queries() as counted: …; counted.total``."""

    @contextmanager
    def counting():
        counted = SimpleNamespace(total=0, statements=[], values=[])

        def count(connection, cursor, statement, values, *rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
                counted.total += 1
                counted.statements.append(statement)
                counted.values.append(values)

        from sqlalchemy.engine import Engine

        event.listen(Engine, "before_cursor_execute", count)
        try:
            yield counted
        finally:
            event.remove(Engine, "before_cursor_execute", count)

    return counting
