"""Whatever is changed in the database behind a sheet that was printed: the next print is drawn as if it were the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    String,
    Table,
    case,
    delete,
    literal,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeDecorator

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, db
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders, readings
from salesapp.web import cache, clock
from tests.conftest import MONDAY

LATER = {Date: date(2031, 1, 2), UTCDateTime: datetime(2031, 1, 2, 3, 4, tzinfo=UTC)}
#: What people print again and again, and how many changes at least must be seen on it.
SHEETS = {"F07": 20, "F10": 20, "F12": 20}
IDS = range(1, 40)


@contextmanager
def undone(app, monkeypatch) -> Iterator[Connection]:
    """Give a connection whose transaction everybody shares, and undo it."""
    connection = db.engine.connect()
    outer = connection.begin()
    monkeypatch.setitem(db._app_engines, app, {None: connection})
    factory = db.session.session_factory
    before = factory.kw.get("join_transaction_mode", "conditional_savepoint")
    factory.configure(join_transaction_mode="create_savepoint")
    try:
        yield connection
    finally:
        db.session.remove()
        factory.configure(join_transaction_mode=before)
        outer.rollback()
        connection.close()


def outcome(read) -> object:
    """Return the values, or what kind of refusal they end in: not every change leaves a record that can be read."""
    cache.forget()
    user = db.session.scalar(select(User).where(User.username == "lin"))
    try:
        return read(user)
    except Exception as error:
        return type(error)
    finally:
        db.session.remove()


def richest(code: str) -> int:
    """Return the record whose sheet shows most."""

    def shown(record_id: int) -> int:
        data = outcome(lambda user: loaders.load(code, record_id, user))
        return len(repr(data)) if data is not None else 0

    return max(IDS, key=shown)


def otherwise(column: Column):
    """Return another value for every row of a column, or None where it is better left alone."""
    kind = column.type
    if column.primary_key or column.foreign_keys:
        return None
    if isinstance(kind, UTCDateTime):
        return literal(LATER[UTCDateTime], kind)
    if isinstance(kind, Boolean):
        return case((column.is_(True), False), else_=True)
    if isinstance(kind, Date):
        return literal(LATER[Date])
    if isinstance(kind, String):
        return column + "改"
    if isinstance(kind, Integer):
        return column + 1
    if isinstance(kind, TypeDecorator) and isinstance(kind.impl_instance, Integer):
        return column + literal(1, kind)
    return None


def changes(tables: list[Table]) -> Iterator[tuple[str, object]]:
    for table in tables:
        yield f"{table.name}: gone", delete(table)
        for column in table.columns:
            value = otherwise(column)
            if value is not None:
                yield f"{table.name}.{column.name}", update(table).values({column: value})


@pytest.mark.parametrize("code", SHEETS)
def test_a_change_of_any_column_reaches_the_next_print(code, company, monkeypatch):
    with company.test_request_context(), clock.frozen(MONDAY), undone(company, monkeypatch) as connection:
        monkeypatch.setattr(readings, "_kept", type(readings._kept)())
        record_id = richest(code)
        first = outcome(lambda user: readings.read(code, record_id, user))
        kept = dict(readings._kept)
        assert kept and first.asked
        words = set(re.findall(r"\w+", " ".join(one.statement for one in first.asked)))
        tables = [table for table in Base.metadata.sorted_tables if table.name in words]
        seen = SimpleNamespace(changes=0, tried=0)
        for what, change in changes(tables):
            savepoint = connection.begin_nested()
            try:
                connection.execute(change)
            except DBAPIError:  # the database does not let it happen
                savepoint.rollback()
                continue
            seen.tried += 1
            again = outcome(lambda user: readings.read(code, record_id, user))
            if again is not None and getattr(again, "data", None) is first.data:
                assert outcome(lambda user: loaders.load(code, record_id, user)) == first.data, what
            elif again is None or isinstance(again, type) or again.data != first.data:
                seen.changes += 1
            savepoint.rollback()
            readings._kept.clear()
            readings._kept.update(kept)
        assert seen.changes >= SHEETS[code], seen


def test_on_one_day_the_same_rows_show_the_same_sheet_but_for_those_of_the_moment(company):
    later = MONDAY + timedelta(hours=14)
    with company.test_request_context():
        for code in registry.CODES:
            if registry.form(code).of_the_moment:
                continue
            for record_id in (*IDS[:8], *IDS[-1:]):
                with clock.frozen(MONDAY):
                    now = outcome(lambda user, c=code, i=record_id: loaders.load(c, i, user))
                with clock.frozen(later):
                    assert outcome(lambda user, c=code, i=record_id: loaders.load(c, i, user)) == now, code
