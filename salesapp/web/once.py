"""Nothing is done twice: a form's token is claimed in the transaction that carries the form out."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Insert, String, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import INSERTS, Base, db, moment, reached


class Submission(Base):
    """A form that was carried out, and where it led."""

    __tablename__ = "submission"
    __tracked__ = False

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    location: Mapped[str | None] = mapped_column(String(300))
    at: Mapped[moment] = mapped_column(index=True)


class AlreadyDone(Exception):
    """The very form was carried out before; ``location`` is where it led."""

    def __init__(self, location: str | None):
        super().__init__("already done")
        self.location = location


def claim(token: str, *, user_id: int | None, at: datetime) -> None:
    """Claim a token, or raise :class:`AlreadyDone` with the place the first submission led to.

    A twin that arrives at the same moment waits for the first to commit, and is then told where it led.
    """
    values = {"token": token, "user_id": user_id, "at": at}
    if db.session.execute(_claiming(db.engine.dialect.name), values).first():
        return
    query = select(Submission.user_id, Submission.location).where(Submission.token == token)
    known = db.session.execute(query).first()
    raise AlreadyDone(known.location if known and known.user_id == user_id else None)


@functools.cache
def _claiming(dialect: str) -> Insert:
    table = Submission.__table__
    columns: dict[str, Any] = {name: bindparam(name) for name in ("token", "user_id", "at")}
    return INSERTS[dialect](table).values(columns).on_conflict_do_nothing().returning(table.c.token)


_SETTLE = (
    update(Submission.__table__)
    .where(Submission.__table__.c.token == bindparam("of"))
    .values(location=bindparam("led"))
)


def settle(token: str, location: str) -> None:
    """Remember where the claimed form led."""
    db.session.execute(_SETTLE, {"of": token, "led": location})


def forget_before(moment_: datetime) -> int:
    """Remove tokens older than a moment; return how many."""
    table = Submission.__table__
    return reached(table.delete().where(table.c.at < moment_))
