"""What the limits count, in a file of the data folder: all processes of this machine count together, without Redis."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from typing import Any

from limits.storage import Storage

_ADD = """
INSERT INTO count (key, number, until) VALUES (:key, :amount, :until)
ON CONFLICT (key) DO UPDATE SET
  number = CASE WHEN count.until <= :now THEN :amount ELSE count.number + :amount END,
  until = CASE WHEN count.until <= :now THEN :until ELSE count.until END
RETURNING number
"""
PURGED_EVERY = 200


class SharedCounts(Storage):
    """Counts of a while by key. Nothing is lost that matters where the file is: it is only ever a few minutes old."""

    STORAGE_SCHEME = ["salesapp"]  # noqa: RUF012  as the library asks

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any):
        super().__init__(uri, wrap_exceptions, **options)
        self.path = str(options["path"])
        self._own = threading.local()
        self._added = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what says that the file cannot be used: the library counts in the process then."""
        return sqlite3.Error

    def _open(self) -> sqlite3.Connection:
        """Return this thread's connection; a process that was forked opens its own."""
        if getattr(self._own, "pid", None) != os.getpid():
            self._own.pid, self._own.connection = os.getpid(), self._fresh()
        return self._own.connection

    def _fresh(self) -> sqlite3.Connection:
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(self.path, timeout=2, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS count (key TEXT PRIMARY KEY, number INTEGER NOT NULL, until REAL NOT NULL)"
        )
        return connection

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to a key's count, which lasts ``expiry`` seconds from its first, and return it."""
        now = time.time()
        self._added += 1
        if self._added % PURGED_EVERY == 1:
            self._open().execute("DELETE FROM count WHERE until <= ?", (now,))
        values = {"key": key, "amount": amount, "until": now + expiry, "now": now}
        return int(self._open().execute(_ADD, values).fetchone()[0])

    def get(self, key: str) -> int:
        """Return a key's count."""
        return int(self._row(key)[0])

    def get_expiry(self, key: str) -> float:
        """Return when a key's count ends, in seconds since 1970."""
        return float(self._row(key)[1])

    def _row(self, key: str) -> tuple[float, float]:
        now = time.time()
        found = self._open().execute(
            "SELECT number, until FROM count WHERE key = ? AND until > ?", (key, now)
        )
        return found.fetchone() or (0, now)

    def check(self) -> bool:
        """Tell whether the file can be used."""
        try:
            self._open().execute("SELECT 1")
        except sqlite3.Error:
            return False
        return True

    def reset(self) -> int:
        """Forget all counts; return how many."""
        return self._open().execute("DELETE FROM count").rowcount

    def clear(self, key: str) -> None:
        """Forget one key's count."""
        self._open().execute("DELETE FROM count WHERE key = ?", (key,))
