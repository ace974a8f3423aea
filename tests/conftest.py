"""The stage for every test: an application, one database, a cast of twelve, and a stopped clock when asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, has_app_context
from flask import session as inner
from flask.testing import FlaskClient
from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf
from sqlalchemy import event

from salesapp.accounts.models import Team, User
from salesapp.app import create_app
from salesapp.config import Config
from salesapp.db import Base, db
from salesapp.demo.company import build_company
from salesapp.web import cache, clock
from tests import databases, garbage, looking, marks, readers, slow, statements
from tests.compiled import Templates
from tests.databases import database as _database

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
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 2026-11-23, Monday, 09:00 in Shanghai


def pytest_collection_modifyitems(config, items) -> None:
    marks.mark(items)
    statements.choose(config, items)


def pytest_configure(config) -> None:
    """Watch what takes long, before any module does it, and what is asked of a database."""
    config.pluginmanager.register(garbage)
    slow.watch()
    readers.watch()
    looking.in_this_process()
    statements.watch()


def pytest_runtest_logstart(nodeid) -> None:
    statements.begin(nodeid)


def pytest_runtest_logreport(report) -> None:
    statements.end(report.nodeid, report.duration)


def pytest_sessionfinish() -> None:
    statements.write()


@pytest.fixture(scope="session")
def kept_folder(request, tmp_path_factory) -> Iterator[Path]:
    """Where the processes of one run keep what is slow to make."""
    folder = databases.kept_folder(request.config, tmp_path_factory)
    yield folder
    if not hasattr(request.config, "workerinput") and "SALESAPP_TEST_KEPT" not in os.environ:
        databases.drop_kept(folder)


AUDIT_KEY = f"0 {'0' * 64} {'a1' * 32}\n"  # of every test's audit trail, from its first entry on


def _application(url: str, data_dir, **how) -> Flask:
    environ = {
        "SALESAPP_DATABASE_URL": url,
        "SALESAPP_DATA_DIR": str(data_dir),
        "SALESAPP_SECRET_KEY": "test" * 10,
    }
    # Databases are copied from one installation to another.
    (Path(data_dir) / "audit-key").write_text(AUDIT_KEY)
    app = create_app(Config.from_environment(environ), **how)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, RATELIMIT_ENABLED=False)
    app.test_client_class = Client
    app.jinja_env.bytecode_cache = Templates()
    return app


def _fill(url: str, tmp_path_factory, content: Callable[[], object]) -> None:
    """Put something into a database and let go of it."""
    app = _application(url, tmp_path_factory.mktemp("filling"))
    with app.app_context(), clock.frozen(MONDAY):
        content()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    cache.forget()


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


def _build() -> None:
    Base.metadata.create_all(db.engine)
    build_company(at=MONDAY)


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
        fresh = self.application.app_context()  # Flask-WTF keeps its token in g
        with fresh, self.session_transaction() as session, self.application.test_request_context():
            if "csrf_token" in session:
                inner["csrf_token"] = session["csrf_token"]
            token = generate_csrf()
            session["csrf_token"] = inner["csrf_token"]
        return token


@pytest.fixture(scope="session")
def cast_database(kept_folder, tmp_path_factory) -> str:
    """The address of a database with the cast in it, which is only copied."""
    return databases.kept("cast", kept_folder, lambda url: _fill(url, tmp_path_factory, _populate))


@pytest.fixture(scope="session")
def company_database(kept_folder, tmp_path_factory) -> str:
    """The address of a database with the demo company of Monday in it, which is only copied."""
    return databases.kept("company", kept_folder, lambda url: _fill(url, tmp_path_factory, _build))


@pytest.fixture(scope="session")
def empty_database(kept_folder, tmp_path_factory) -> str:
    """The address of a database that the migrations made and nobody has used, which is only copied."""
    return databases.kept("empty", kept_folder, lambda url: _fill(url, tmp_path_factory, upgrade))


@pytest.fixture(scope="session")
def app(cast_database, tmp_path_factory) -> Iterator[Flask]:
    """The application over the session's database, with the cast in it."""
    for url in _database("main", tmp_path_factory, copy_of=cast_database):
        app = _application(url, tmp_path_factory.mktemp("data"))
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
def fresh_app(cast_database, tmp_path_factory) -> Iterator[Flask]:
    """An application over a database of its own, for tests of concurrency and of killed processes."""
    for url in _database("fresh", tmp_path_factory, copy_of=cast_database):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.app_context():
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


@pytest.fixture(autouse=True)
def nobody_turns_the_clock_for_others() -> Iterator[None]:
    """Fail a test that leaves the clock standing, and let it run for whoever comes next."""
    before = list(clock._stops), clock._offset, clock._zone
    yield
    left = list(clock._stops), clock._offset, clock._zone
    clock._stops[:], clock._offset, clock._zone = before
    assert left == before, "the clock stands, is turned or is of another zone"


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
