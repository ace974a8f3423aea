"""The database floor: the declarative base, constraint names, column kinds and the two engines' habits."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CursorResult,
    DateTime,
    Delete,
    Float,
    ForeignKey,
    Index,
    MetaData,
    String,
    Table,
    Text,
    Update,
    event,
    extract,
    func,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from salesapp import connections, database_errors

DAY = timedelta(days=1)
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator):
    """A moment: aware UTC in Python, UTC in the database. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Money(TypeDecorator):
    """An amount: ``Decimal`` yuan with two places in Python, whole fen in the database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect):
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("money is Decimal, never float")
        fen = Decimal(value) * 100
        if fen != fen.to_integral_value():
            raise ValueError(f"an amount has whole fen: {value}")
        return int(fen)

    def process_result_value(self, value, dialect):
        return None if value is None else Decimal(int(value)).scaleb(-2)


moment = Annotated[datetime, mapped_column(UTCDateTime)]
money = Annotated[Decimal, mapped_column(Money)]
short = Annotated[str, mapped_column(String(40))]
line = Annotated[str, mapped_column(String(200))]
long = Annotated[str, mapped_column(Text)]
user_id = Annotated[int, mapped_column(ForeignKey("user.id"))]


#: Marks a column that follows from others: the audit trail does not repeat it.
DERIVED = {"derived": True}
#: Marks a column whose value the audit trail never shows.
SECRET = {"secret": True}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)

    #: Whether the audit trail tells of every change; the machine's own bookkeeping says False.
    __tracked__ = True

    if TYPE_CHECKING:  # each model has a table of its own, not any FROM clause
        __table__: ClassVar[Table]


db = SQLAlchemy(model_class=Base)


def known(name: str, column: str, *columns: str, of: str | None = None) -> Index:
    """Return an index of what is known in a column that most rows leave empty: ``of``, by default the first.

    With the empty ones in it, a planner counts thousands of rows for each value, and reads the whole table instead.
    """
    there = text(f"{of or column} IS NOT NULL")
    return Index(name, column, *columns, sqlite_where=there, postgresql_where=there)


def between(earlier: Any, later: Any, *, unit: timedelta) -> ColumnElement[Any]:
    """Return how many units lie between two moments, as the database reckons it: a float on SQLite, a decimal elsewhere."""
    if db.session.get_bind().dialect.name == "sqlite":
        return (func.julianday(later, type_=Float) - func.julianday(earlier, type_=Float)) * (DAY / unit)
    return extract("epoch", later - earlier) / unit.total_seconds()


def reached(statement: Update | Delete) -> int:
    """Carry out an UPDATE or DELETE and return how many rows it reached."""
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount


#: Inserts that can say what happens on a conflict, by the name of the engine's dialect.
Insert = Callable[[Any], sqlite.Insert | postgresql.Insert]
INSERTS: dict[str, Insert] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class ConfigStamp(Base):
    """One row that counts changes of settings, dictionaries and the calendar.

    Every process keeps what it read beside the stamp that it read it at: a change works at once, for one query a request.
    """

    __tablename__ = "config_stamp"
    __tracked__ = False

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    version: Mapped[int] = mapped_column(default=0)


_reading: contextvars.ContextVar[bool] = contextvars.ContextVar("reading", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Within this block transactions start as readers: nobody waits for them, and they cannot write.

    One that began here ends here, so that what follows may write.
    """
    within, before, token = _reading.get(), db.session().get_transaction(), start_reading()
    try:
        yield
    finally:
        stop_reading(token)
        if not within and db.session().get_transaction() is not before:
            db.session.rollback()


def start_reading() -> contextvars.Token:
    """Begin the reading mode of one request; give the token back to :func:`stop_reading`."""
    return _reading.set(True)


def stop_reading(token: contextvars.Token) -> None:
    """End the reading mode of one request."""
    _reading.reset(token)


@contextmanager
def writing(*, again: bool = True) -> Iterator[None]:
    """Within this block a reading request may write, and commits; ``again`` is whether what was read is read anew first."""
    (session := db.session()).expire_on_commit = again
    session.commit()
    session.expire_on_commit = True
    token = _reading.set(False)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _reading.reset(token)


def let_go() -> None:
    """End a transaction in which nothing was written yet: what takes long holds nobody up."""
    db.session.rollback()


event.listen(Engine, "connect", connections.prepare)


@event.listens_for(Engine, "begin")
def _begin(connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
    else:
        connections.begin(connection.connection.dbapi_connection, reader=_reading.get())


@event.listens_for(Engine, "rollback")
def _roll_back(connection) -> None:
    if connection.dialect.name != "sqlite" and not connection.invalidated:
        connections.end_reading(connection.connection.dbapi_connection)


database_errors.keep_values_out_of(Engine)


def count_for_planner(tables: Iterable[str] = ("",)) -> int:
    """Let the database count again what its planner goes by, in all or some tables; without that a hot list takes ten times
    as long.

    All rows, a second among 100,000 customers: SQLite's quicker count of the first rows of each index misleads it as badly.
    """
    if db.session.get_bind().dialect.name == "sqlite":
        db.session.execute(text("PRAGMA analysis_limit=0"))
    for name in tables:
        db.session.execute(text(f'ANALYZE "{name}"' if name else "ANALYZE"))
    return 1


def touch_config() -> None:
    """Make every process read settings, dictionaries and calendar again after this transaction."""
    db.session.info["config_touched"] = True
    table = ConfigStamp.__table__
    if not reached(table.update().where(table.c.id == 1).values(version=table.c.version + 1)):
        db.session.execute(table.insert().values(id=1, version=1))


def config_version() -> int:
    """Return the count of configuration changes so far."""
    return db.session.execute(text("SELECT version FROM config_stamp WHERE id = 1")).scalar() or 0
