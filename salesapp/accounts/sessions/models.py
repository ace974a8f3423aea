"""Who is signed in where, and who waits after wrong passwords."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, UTCDateTime, moment, user_id


class SignedIn(Base):
    """One session of one person on one device; the browser alone knows its token, here stands what is made of it."""

    __tablename__ = "signed_in"
    __tracked__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[user_id] = mapped_column(index=True)
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    #: The stamp of the account when it began: a changed password ends it.
    stamp: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[moment]
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ip: Mapped[str | None] = mapped_column(String(45))
    device: Mapped[str | None] = mapped_column(String(60))


class SignInDelay(Base):
    """How many wrong passwords one address typed for one name, or all together did, and until when they wait.

    A name is known by what is made of it only, whether somebody has it or not: people type passwords into the wrong box.
    """

    __tablename__ = "sign_in_delay"
    __tracked__ = False

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    failures: Mapped[int]
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    at: Mapped[moment] = mapped_column(index=True)
