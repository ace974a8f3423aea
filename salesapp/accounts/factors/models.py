"""What a person shows besides the password: an authenticator, passkeys, and codes for the day when both are lost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, UTCDateTime, moment, user_id


class Authenticator(Base):
    """The secret that a person's phone makes codes of, sealed; each code opens once."""

    __tablename__ = "authenticator"
    __tracked__ = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    secret: Mapped[str] = mapped_column(Text)
    last_step: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[moment]


class Passkey(Base):
    """A key that a device keeps and only uses for this site."""

    __tablename__ = "passkey"
    __tracked__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[user_id] = mapped_column(index=True)
    #: Its id at the device, and its public half, both in base64 for addresses.
    credential: Mapped[str] = mapped_column(Text, unique=True)
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[moment]
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RecoveryCode(Base):
    """A code that opens once; what is made of it stands here, the code itself only with the person."""

    __tablename__ = "recovery_code"
    __tracked__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[user_id] = mapped_column(index=True)
    mark: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
