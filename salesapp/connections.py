"""How connections to a database are kept, and how long a server may be silent."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url

#: Seconds that a database server has to take a connection.
CONNECT_TIMEOUT = 5
#: Seconds that one statement of a screen may take; migrations, jobs and commands take what they need.
STATEMENT_LIMIT = 30
#: Statements of which a connection keeps the plan: all that the screens of one role ask, about 40 MB on the server.
KEPT_PLANS = 250
#: To compile the plan of a screen's statement takes a server a second where to carry it out takes a tenth of that.
PLAIN = "-c jit=off"
#: A server that drops packets is given up after so long, not when the system's own patience ends (a quarter of an hour).
DROPPED = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


def engine_options(url: str, *, seconds: int = 0) -> dict[str, Any]:
    """Return how connections are kept: one to a server is tried before it is used, and a silent server is given up.

    With ``seconds`` the server ends a statement that takes longer.

    The app has more than the usual 500 statements: none is compiled twice. What was typed stands in no error.
    """
    kept: dict[str, Any] = {"query_cache_size": 2000, "hide_parameters": True}
    if not url.startswith("sqlite"):
        own = make_url(url).query.get("options", "")
        limit = _statement_limit(seconds) if seconds else ""
        options = " ".join(filter(None, (str(own), PLAIN, limit)))
        limits: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT, "options": options} | DROPPED
        kept |= {"pool_pre_ping": True, "connect_args": limits}
    return kept


def limit_statements(engine: Engine) -> None:
    """Let a database server end what takes longer than a screen may: for a copy of the app that serves screens."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "do_connect", _limited)


def prepare(driver: Any, record: Any) -> None:
    """Set up a new connection: a server's keeps the plan of every statement that comes again, SQLite's has its habits."""
    if type(driver).__module__.partition(".")[0] != "sqlite3":
        driver.prepared_max = KEPT_PLANS
        return
    driver.isolation_level = None  # the driver's own BEGIN comes too late for savepoints and IMMEDIATE
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "temp_store=MEMORY",
        "cache_size=-16384", "mmap_size=2147418112",
    ):  # fmt: skip
        driver.execute(f"PRAGMA {pragma}")


def begin(driver: Any, *, reader: bool) -> None:
    """Begin the next transaction of a server's connection as one that only reads, or as one that may write."""
    if bool(driver.read_only) is not reader:
        driver.read_only = reader


def end_reading(driver: Any) -> None:
    """End a transaction that only read with a COMMIT, where it would be rolled back.

    The driver forgets the plans of all its statements with each ROLLBACK, and to plan a screen's takes a server three
    times as long as to carry them out. A server that is away is met, and told of, by the ROLLBACK that follows.
    """
    if driver.read_only:
        with suppress(Exception):
            driver.commit()


def _limited(dialect: Any, record: Any, arguments: Any, parameters: dict[str, Any]) -> None:
    parameters["options"] += f" {_statement_limit(STATEMENT_LIMIT)}"


def _statement_limit(seconds: int) -> str:
    return f"-c statement_timeout={seconds}s"
