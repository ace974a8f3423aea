"""What the log tells of a failing database: the statement and the trouble, never what somebody typed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from salesapp.connections import engine_options
from salesapp.db import db
from tests.customers.factories import make_customer
from tests.pages import filled

MOBILE = "13912345678"


@contextmanager
def instead(table: str) -> Iterator[None]:
    """Let what is written into the table of contacts go into another."""

    def elsewhere(_conn, _cursor, statement, parameters, _context, _many):
        return statement.replace("INSERT INTO contact ", f"INSERT INTO {table} "), parameters

    event.listen(db.engine, "before_cursor_execute", elsewhere, retval=True)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", elsewhere)


@pytest.mark.parametrize("table", ["contact_away", "contact_taken"])
def test_nothing_that_was_typed_stands_in_the_log(app, sign_in, cast, caplog, monkeypatch, table):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    db.session.execute(text("CREATE TABLE contact_taken AS SELECT * FROM contact WHERE 1 = 0"))
    db.session.execute(text("CREATE UNIQUE INDEX one_a_customer ON contact_taken (customer_id)"))
    db.session.execute(
        text("INSERT INTO contact_taken (customer_id, mobile) VALUES (:id, 'x')"), {"id": customer.id}
    )
    db.session.commit()
    sent = filled(lin.get(f"/customers/{customer.id}/contacts/new"), "contact-form")
    sent |= {"name": "周敏", "title": "采购", "mobile": MOBILE}
    sent |= {"decision_role": "influencer", "privacy_notice_way": "mail"}

    with caplog.at_level(logging.INFO), instead(table):
        answer = lin.post(f"/customers/{customer.id}/contacts", data=sent)

    assert answer.status_code in {409, 500, 503}  # a row that stands in the way is somebody quicker
    assert f"INSERT INTO {table}" in caplog.text
    assert MOBILE not in caplog.text and "周敏" not in caplog.text


def failure(statement: str) -> str:
    with pytest.raises(DBAPIError) as raised, db.session.begin_nested():
        db.session.execute(text(statement), {"typed": MOBILE})
    return f"{raised.value} {raised.value.orig}"


def test_a_row_that_is_there_already_is_not_repeated(db_session):
    insert = "INSERT INTO submission (token, at) VALUES (:typed, '2026-11-23')"
    db.session.execute(text(insert), {"typed": MOBILE})
    said = failure(insert)
    assert "unique" in said.lower() and "submission" in said
    assert MOBILE not in said


def test_a_value_that_does_not_fit_is_not_repeated(db_session):
    if db.engine.dialect.name == "sqlite":
        said = failure("SELECT json(:typed || '}')")
    else:
        said = failure("SELECT CAST(CAST(:typed AS text) || '}' AS integer)")
    assert "SELECT" in said and MOBILE not in said


def test_errors_of_every_engine_hide_their_parameters():
    assert engine_options("sqlite:///x.db")["hide_parameters"] is True
    assert engine_options("postgresql+psycopg://h/d")["hide_parameters"] is True
