"""Nothing is done twice: a form's token is claimed in the transaction that carries the form out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, db, moment


class Submission(Base):
    """A form that was carried out, and where it led."""

    __tablename__ = "submission"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    location: Mapped[str | None] = mapped_column(String(300))
    at: Mapped[moment] = mapped_column(index=True)


class AlreadyDone(Exception):
    """This very form was carried out before; ``location`` is where it led."""

    def __init__(self, location: str | None):
        super().__init__("already done")
        self.location = location


def claim(token: str, *, user_id: int | None, at: datetime) -> None:
    """Claim a token, or raise :class:`AlreadyDone` with the place the first submission led to."""
    known = db.session.get(Submission, token)
    if known is not None:
        raise AlreadyDone(known.location if known.user_id == user_id else None)
    try:
        with db.session.begin_nested():
            db.session.add(Submission(token=token, user_id=user_id, at=at))
    except IntegrityError as error:
        db.session.rollback()
        known = db.session.get(Submission, token)
        raise AlreadyDone(known.location if known and known.user_id == user_id else None) from error


def settle(token: str, location: str) -> None:
    """Remember where the claimed form led."""
    claimed = db.session.get(Submission, token)
    if claimed is not None:
        claimed.location = location


def forget_before(moment_: datetime) -> int:
    """Remove tokens older than a moment; return how many."""
    table = Submission.__table__
    return db.session.execute(table.delete().where(table.c.at < moment_)).rowcount
