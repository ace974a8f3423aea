"""People and teams."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.db import DERIVED, SECRET, Base, UTCDateTime, moment


class Team(Base):
    """A sales team, led by its supervisors."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class User(Base):
    """A person who signs in.

    What sign-in counts (failures, last sign-in) is written by single UPDATE statements, past the version,
    so that a person who signs in does not make an administrator's open form stale.
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    role: Mapped[str] = mapped_column(String(20))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    locale: Mapped[str | None] = mapped_column(String(20))
    theme: Mapped[str | None] = mapped_column(String(10))
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str] = mapped_column(String(200), info=SECRET)
    must_change_password: Mapped[bool] = mapped_column(default=True)
    #: Whether an authenticator or a passkey is asked for after the password.
    second_step: Mapped[bool] = mapped_column(default=False, info=DERIVED)
    #: Until when a password that was drawn for this person opens the door; none once they chose their own.
    first_password_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    password_changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    session_stamp: Mapped[str] = mapped_column(String(32), info=DERIVED)
    failed_count: Mapped[int] = mapped_column(default=0)
    last_sign_in_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_sign_in_ip: Mapped[str | None] = mapped_column(String(45))
    previous_sign_in_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    previous_sign_in_ip: Mapped[str | None] = mapped_column(String(45))
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    team: Mapped[Team | None] = relationship(lazy="joined")

    @property
    def is_active(self) -> bool:
        """Flask-Login asks: may this account be used."""
        return self.active

    @property
    def is_authenticated(self) -> bool:
        """Flask-Login asks: somebody signed in, not the anonymous visitor."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """Flask-Login asks: never."""
        return False

    def get_id(self) -> str:
        """Return the sign-in id; a changed password ends every session that carries the old stamp."""
        return f"{self.id}:{self.session_stamp}"
