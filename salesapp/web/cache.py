"""Values that change seldom, kept in the process and read again when the configuration stamp moves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import g, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from salesapp.db import config_version

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
LOCKS = 1000  # at most
PATIENCE = 10.0  # seconds that one waits for another's value
_kept: dict[str, tuple[int, Any]] = {}
_locks: dict[Hashable, threading.RLock] = {}
_LOCKS = threading.Lock()


def stamped(name: str, load: Callable[[], T]) -> T:
    """Return the value of ``load()``, at most as old as the last change of settings or calendar."""
    version = version_in_force()
    kept = _kept.get(name)
    if kept is None or kept[0] != version:
        _kept[name] = kept = (version, load())
    return kept[1]


def once(
    store: dict[K, V], key: K, *, fresh: Callable[[V], bool], make: Callable[[V | None], V], most: int
) -> V:
    """Return what a store holds under a key where that is fresh; else let one thread make it, while others wait for it.

    Eight who open the pictures in one moment would each count all of them, at an eighth of the pace. ``make`` is given what
    was there before; of more than ``most`` keys all are forgotten.
    """
    found = store.get(key)
    if found is None or not fresh(found):
        with _alone((id(store), key)):
            found = store.get(key)
            if found is None or not fresh(found):
                made = make(found)
                if len(store) >= most and key not in store:
                    store.clear()
                store[key] = found = made
    return found


@contextmanager
def _alone(key: Hashable) -> Iterator[None]:
    """Let one thread at a time through, the others after it, or beside it where it takes long.

    Where the database is silent whoever makes it is refused in half a minute; in a row the last of eight would wait for four.
    """
    lock = _lock(key)
    held = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if held:
            lock.release()


def _lock(key: Hashable) -> threading.RLock:
    with _LOCKS:
        if len(_locks) > LOCKS and key not in _locks:
            _locks.clear()  # who waits holds the lock itself; at worst two make the same
        return _locks.setdefault(key, threading.RLock())


def forget() -> None:
    """Read everything again: after a change within this request."""
    if has_app_context():
        g.pop("config_version", None)
    _kept.clear()


def expect(version: int) -> None:
    """Take a stamp that this request has read with something else, so that it is not read again."""
    g.setdefault("config_version", version)


def version_in_force() -> int:
    """Return the stamp of settings, dictionaries and calendar that this request goes by."""
    version = g.get("config_version")
    if version is None:
        version = g.config_version = config_version()
    return version


@event.listens_for(Session, "after_soft_rollback")
def _undone(session: Session, previous_transaction) -> None:
    """Forget what was read inside a change that was taken back: its stamp will be given to another change."""
    if session.info.pop("config_touched", False):
        forget()
