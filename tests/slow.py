"""A watch over every test: what takes long never runs while a transaction is open in which something may be written.

On SQLite such a transaction holds up everybody's saving. The watch looks at the session of the request, the command or the
job that is running; what a test does itself is its own affair.
"""

from __future__ import annotations

import inspect
import re
import smtplib
from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from flask import has_app_context, has_request_context
from PIL import Image, ImageFile

from salesapp import db as database
from salesapp.accounts.passwords import rules as passwords
from salesapp.db import db
from salesapp.documents.press.pool import Press
from salesapp.reading.pictures import desk
from salesapp.reading.tables import reader

#: Where jobs and commands stand: whatever one of them calls holds up everybody.
WORK = re.compile(r"/salesapp/(?:\w+/)*(?:jobs|cli)\.py$")


class WatchedHasher(PasswordHasher):
    """Argon2 with the least that it allows, which looks whom it holds up: what a password costs, no test should pay."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)

    def hash(self, *args: Any, **kwargs: Any) -> str:
        """Hash a password where nobody waits."""
        look("a password is hashed")
        return super().hash(*args, **kwargs)

    def verify(self, *args: Any, **kwargs: Any) -> Any:
        """Check a password where nobody waits."""
        look("a password is checked")
        return super().verify(*args, **kwargs)


def watch() -> None:
    """Put the watch before everything slow, once for all tests."""
    passwords._hasher = WatchedHasher()
    _watch(Image, "open", "a picture is opened")
    _watch(ImageFile.ImageFile, "load", "a picture is decoded")
    _watch(smtplib.SMTP, "connect", "a mail server is called")
    _watch(smtplib.SMTP, "send", "a mail server is spoken to")
    _watch(smtplib.SMTP, "getreply", "a mail server is listened to")
    _watch(Press, "print", "a sheet is printed")
    _watch(reader, "read", "a table is read")
    _watch(desk, "read", "a photo is read")


def _watch(owner: Any, name: str, what: str) -> None:
    slow: Callable = getattr(owner, name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        look(what)
        return slow(*args, **kwargs)

    setattr(owner, name, watched)


def look(what: str) -> None:
    """Fail where something slow runs while a transaction of the app may write."""
    if not (has_request_context() or (has_app_context() and _in_the_background())):
        return
    if db.session.registry.has() and db.session().in_transaction() and not database._reading.get():
        raise AssertionError(f"{what} while a transaction is open: nobody else can save")


def _in_the_background() -> bool:
    """Tell whether a job or a command is at work."""
    return any(WORK.search(frame.filename) for frame in inspect.stack(0))
