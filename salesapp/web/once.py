"""Nothing is done twice: a form's token is claimed in the transaction that carries the form out."""

from __future__ import annotations

import functools
import re
from datetime import datetime
from typing import Any

from flask import Flask, flash, g, request
from sqlalchemy import ForeignKey, Insert, String, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from salesapp.db import INSERTS, Base, db, moment, reached

#: The cookie that tells the page which forms were saved, by token: their drafts may go.
SETTLED = "settled"
REMEMBERED = 5
#: What PostgreSQL calls a value that another row has.
UNIQUE = "23505"
_PLAIN = re.compile(r"[\w-]{1,40}", re.ASCII)


class Submission(Base):
    """A form that was carried out, what was sent in it, and where it led."""

    __tablename__ = "submission"
    __tracked__ = False

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    #: The SHA-256 of what was sent; none where a former version kept the row.
    digest: Mapped[str | None] = mapped_column(String(64))
    location: Mapped[str | None] = mapped_column(String(300))
    at: Mapped[moment] = mapped_column(index=True)


class AlreadyDone(Exception):
    """The very form was carried out before; ``location`` is where it led, ``at`` when."""

    def __init__(self, token: str, location: str | None, at: datetime | None):
        super().__init__("already done")
        self.token, self.location, self.at = token, location, at


class SentOtherwise(AlreadyDone):
    """The form was carried out before, with other content: what was added since is not saved."""


def is_taken(error: IntegrityError) -> bool:
    """Tell whether a row was refused since another has its number or name: somebody was quicker."""
    return getattr(error.orig, "sqlstate", None) == UNIQUE or "UNIQUE constraint" in str(error.orig)


def init_app(app: Flask) -> None:
    """Tell the browser which form was saved, and the person what of a colleague's was taken over, once all is done."""

    @app.after_request
    def tell(response: Response) -> Response:
        if response.status_code < 400 and "settled" in g:
            known = request.cookies.get(SETTLED, "").split(".")[1 - REMEMBERED :]
            value = ".".join(token for token in (*known, g.settled) if _PLAIN.fullmatch(token))
            response.set_cookie(SETTLED, value, max_age=24 * 3600, samesite="Lax", secure=request.is_secure)
        if response.status_code < 400 and "taken_over" in g:
            flash(g.taken_over, "info")
        return response


def claim(token: str, *, digest: str, user_id: int | None, at: datetime) -> None:
    """Claim a token, or raise :class:`AlreadyDone` with the place the first submission led to.

    A twin that arrives at the same moment waits for the first to commit, and is then told where it led. With other
    content than the first it is :class:`SentOtherwise`.
    """
    values = {"token": token, "digest": digest, "user_id": user_id, "at": at}
    if db.session.execute(_claiming(db.engine.dialect.name), values).first():
        return
    table = Submission.__table__
    query = select(table.c.user_id, table.c.digest, table.c.location, table.c.at).where(
        table.c.token == token
    )
    known = db.session.execute(query).first()
    if known is None or known.user_id != user_id:
        raise AlreadyDone(token, None, None)
    other = known.digest is not None and known.digest != digest
    raise (SentOtherwise if other else AlreadyDone)(token, known.location, known.at)


def is_claimed(token: str) -> bool:
    """Tell whether a form was carried out already: what takes long need not be begun."""
    table = Submission.__table__
    return db.session.scalar(select(table.c.token).where(table.c.token == token)) is not None


@functools.cache
def _claiming(dialect: str) -> Insert:
    table = Submission.__table__
    columns: dict[str, Any] = {name: bindparam(name) for name in ("token", "digest", "user_id", "at")}
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
