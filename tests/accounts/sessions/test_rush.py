"""Everybody at once, at eight o'clock: nobody is turned away, one password is checked at a time, and nobody's saving waits."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from sqlalchemy import select, update

from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.sessions.models import SignedIn
from salesapp.db import db
from tests.accounts.conftest import PASSWORD

CROWD = 24


class Counted(type(passwords._hasher)):
    """A hasher that knows how many are at it."""

    def __init__(self):
        super().__init__()
        self.at_it, self.most = 0, 0

    def verify(self, *given):
        self.at_it += 1
        self.most = max(self.most, self.at_it)
        time.sleep(0.02)
        try:
            return super().verify(*given)
        finally:
            self.at_it -= 1


@pytest.fixture
def everybody(fresh_app):
    """The sign-in names of a company whose people all have the same password."""
    db.session.execute(update(User).values(password_hash=passwords.hash_password(PASSWORD)))
    db.session.commit()
    names = db.session.scalars(select(User.username).order_by(User.id)).all()
    db.session.remove()
    return names


def entering(app, username):
    return app.test_client().post("/login", data={"username": username, "password": PASSWORD})


def test_a_crowd_comes_in_at_once_and_one_password_is_checked_at_a_time(fresh_app, everybody, monkeypatch):
    hasher = Counted()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    came, begin = [], threading.Barrier(CROWD)

    def enter(username):
        begin.wait(60)
        came.append(entering(fresh_app, username).status_code)

    crowd = [
        threading.Thread(target=enter, args=(everybody[number % len(everybody)],)) for number in range(CROWD)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert came == [303] * CROWD
    assert hasher.most == 1
    assert db.session.query(SignedIn).count() == CROWD


def test_a_password_is_looked_up_and_checked_while_somebody_else_saves(fresh_app, everybody, monkeypatch):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("one writes at a time on SQLite alone")
    compare, checked = passwords.matches, []
    with closing(sqlite3.connect(db.engine.url.database, isolation_level=None)) as saving:

        def matches(stored, password):
            checked.append(saving.in_transaction)
            saving.execute("COMMIT")
            return compare(stored, password)

        monkeypatch.setattr(passwords, "matches", matches)
        saving.execute("BEGIN IMMEDIATE")
        assert entering(fresh_app, "lin").status_code == 303
    assert checked == [True]
