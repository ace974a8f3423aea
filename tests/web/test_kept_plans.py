"""A server's connection keeps the plans of its statements, and whoever reads cannot write (PostgreSQL)."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from salesapp.accounts.models import User
from salesapp.db import db, reading, writing
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.web.test_database_away import signed_in

pytestmark = pytest.mark.skipif(
    "SALESAPP_TEST_DATABASE_URL" not in os.environ, reason="needs a PostgreSQL server"
)
KEPT = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE :of")


def kept(of: str) -> int:
    with db.engine.begin() as connection:  # the one that the pages used
        return connection.scalar(KEPT, {"of": of})


def test_the_plans_of_a_page_that_comes_again_stay(fresh_app):
    with clock.frozen(MONDAY):
        client = signed_in(fresh_app)
        for _ in range(8):
            assert client.get("/customers").status_code == 200
        assert kept("%FROM customer%")
        plans = kept("%")
        for _ in range(8):
            client.get("/contracts")
        assert kept("%FROM contract%")
        assert kept("%") > plans, "another page's plans take the place of the first's"


def test_a_reader_cannot_write_and_writes_where_it_says_so(fresh_app):
    lin = db.select(User).where(User.username == "lin")
    renamed = text(
        "WITH one AS (UPDATE \"user\" SET name = '丁' WHERE username = 'lin' RETURNING id) SELECT * FROM one"
    )
    db.session.rollback()
    with reading():
        with pytest.raises(InternalError, match="read-only"):
            db.session.execute(renamed)
        db.session.rollback()
        with writing():
            db.session.scalar(lin).phone = "0512-62880000"
    assert (found := db.session.scalar(lin)).name != "丁"
    assert found.phone == "0512-62880000"


def test_what_a_look_as_a_reader_began_ends_with_it(fresh_app):
    db.session.rollback()
    with reading():
        one = db.session.scalar(db.select(User).where(User.username == "lin"))
    one.phone = "0512-62880001"
    db.session.commit()
    assert db.session.scalar(db.select(User.phone).where(User.username == "lin")) == "0512-62880001"


def test_what_begins_anew_within_a_look_ends_with_it_too(fresh_app):
    one = db.session.scalar(db.select(User).where(User.username == "lin"))  # one that may write is under way
    with reading():
        db.session.rollback()
        assert db.session.scalar(db.select(User.username).where(User.username == "lin"))
    one.phone = "0512-62880002"
    db.session.commit()
    assert db.session.scalar(db.select(User.phone).where(User.username == "lin")) == "0512-62880002"
