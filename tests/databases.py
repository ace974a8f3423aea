"""Databases for tests: SQLite files, or databases of the PostgreSQL server that SALESAPP_TEST_DATABASE_URL names.

What is slow to fill is filled once and copied: a kept database is made by whichever process of a run asks first, and
by one run of bin/test for all its steps, which share the folder SALESAPP_TEST_KEPT.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url


def database(name: str, tmp_path_factory, *, copy_of: str | None = None) -> Iterator[str]:
    """Give a fresh database, empty or a copy of one that nobody is connected to, and take it away again."""
    url = create(
        f"{name}_{os.getpid()}_{secrets.token_hex(3)}", tmp_path_factory.mktemp(name), copy_of=copy_of
    )
    yield url
    drop(url)


def create(name: str, folder: Path, *, copy_of: str | None = None) -> str:
    """Make a database, an SQLite one in the folder, and return its address."""
    server = _server()
    if server is None:
        path = folder / f"{name}.db"
        if copy_of:
            shutil.copyfile(str(make_url(copy_of).database), path)
        return f"sqlite:///{path}"
    template = f' TEMPLATE "{make_url(copy_of).database}"' if copy_of else ""
    with _at(server) as connection:
        connection.execute(f'CREATE DATABASE "test_{name}"{template}')
    return server.set(database=f"test_{name}").render_as_string(hide_password=False)


def drop(url: str) -> None:
    """Take a database of the server away; a file goes with its folder."""
    server = _server()
    if server is not None:
        with _at(server) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


def kept(name: str, folder: Path, fill: Callable[[str], None]) -> str:
    """Return the address of a database that is filled once and only copied from then on."""

    def make() -> str:
        url = create(f"{name}_{secrets.token_hex(3)}", folder)
        fill(url)
        return url

    return kept_text(f"{name}_{'sqlite' if _server() is None else 'postgresql'}", folder, make, kind="url")


def kept_text(name: str, folder: Path, make: Callable[[], str], *, kind: str = "json") -> str:
    """Return a text that takes long to make, made by whichever process of a run asks first."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = folder / f"{name}.{kind}"
        if not told.exists():
            told.write_text(make(), "utf-8")
        return told.read_text("utf-8")


def kept_folder(config, tmp_path_factory) -> Path:
    """Return the folder that every process of this run shares."""
    given = os.environ.get("SALESAPP_TEST_KEPT")
    own = tmp_path_factory.getbasetemp()
    return Path(given) if given else (own.parent if hasattr(config, "workerinput") else own) / "kept"


def drop_kept(folder: Path) -> None:
    """Take away what a run kept on the server."""
    for told in folder.glob("*_postgresql.url"):
        drop(told.read_text("utf-8"))


def _server() -> URL | None:
    server = os.environ.get("SALESAPP_TEST_DATABASE_URL")
    return make_url(server) if server else None


@contextmanager
def _at(server: URL) -> Iterator:
    import psycopg

    options = {
        "host": server.host,
        "port": server.port,
        "user": server.username,
        "password": server.password,
        "dbname": "postgres",
    }
    given = {key: value for key, value in (options | dict(server.query)).items() if value}
    with psycopg.connect(**given, autocommit=True) as connection:
        yield connection
