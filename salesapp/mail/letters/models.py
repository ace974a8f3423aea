"""Letters that people send to customers: the words, the files, and how far each recipient's copy came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import DERIVED, Base, UTCDateTime, line, moment
from salesapp.mail.letters.rules import PENDING, State, Step, check_held, check_uncertain


class Letter(Base):
    """One letter of one person, about one record. It never changes: what is tried again is the same letter.

    ``memo`` keeps for whoever wrote it what follows once it has left; the outbox does not read it.
    """

    __tablename__ = "mail_letter"
    __table_args__ = (
        Index("ix_mail_letter_subject", "subject_type", "subject_id"),
        UniqueConstraint("subject_type", "subject_id", "no"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    no: Mapped[int]  # of the letters about this record: two that are sent at once would have the same
    sender_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    subject: Mapped[line]
    body: Mapped[str] = mapped_column(Text)
    memo: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, info=DERIVED)
    created_at: Mapped[moment]

    sender: Mapped[User] = relationship()
    files: Mapped[list[LetterFile]] = relationship(order_by="LetterFile.id", cascade="all, delete-orphan")
    deliveries: Mapped[list[Delivery]] = relationship(
        back_populates="letter", order_by="Delivery.id", cascade="all, delete-orphan"
    )

    @property
    def on_its_way(self) -> bool:
        """Whether anything of it is still on its way, or in doubt."""
        return any(each.state in PENDING for each in self.deliveries)

    @property
    def sent_at(self) -> datetime | None:
        """When the first recipient's server took it."""
        return min((each.sent_at for each in self.deliveries if each.sent_at), default=None)


class LetterFile(Base):
    """A file that goes along: its bytes stand in the data folder, at a place that never changes."""

    __tablename__ = "mail_letter_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("mail_letter.id"), index=True)
    name: Mapped[line]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    folder: Mapped[str] = mapped_column(String(40), info=DERIVED)  # of the data folder
    place: Mapped[str] = mapped_column(String(120), info=DERIVED)  # below it


class Delivery(Base):
    """One recipient's copy of a letter, with what became of it."""

    __tablename__ = "mail_delivery"
    __table_args__ = (
        UniqueConstraint("letter_id", "address"),
        Index("ix_mail_delivery_waiting", "state", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("mail_letter.id"), index=True)
    name: Mapped[line]
    address: Mapped[line]
    state: Mapped[str] = mapped_column(String(12), default=State.WAITING)
    attempts: Mapped[int] = mapped_column(default=0, info=DERIVED)
    next_try_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    step: Mapped[str | None] = mapped_column(String(12), info=DERIVED)  # rules.Step of the last failure
    code: Mapped[int | None] = mapped_column(info=DERIVED)
    said: Mapped[str | None] = mapped_column(Text)  # the server's own words

    letter: Mapped[Letter] = relationship(back_populates="deliveries")

    @property
    def failed_at_step(self) -> Step | None:
        """How far the last try came."""
        return Step(self.step) if self.step else None

    def was_sent(self) -> None:
        """Take the word of a person that it arrived: it left with the try that nobody answered."""
        check_uncertain(self.state)
        self.state, self.sent_at = State.SENT, self.claimed_at
        self.claimed_at = self.next_try_at = None

    def send_again(self, *, at: datetime) -> None:
        """Send it once more, as a person chose: with the same Message-ID, so that good servers drop the second."""
        check_uncertain(self.state)
        self.state, self.next_try_at, self.claimed_at = State.WAITING, at, None

    def let_be(self) -> None:
        """Ask no more about it and never send it again: the letter reached them another way."""
        check_uncertain(self.state)
        self.state, self.next_try_at, self.claimed_at = State.WITHDRAWN, None, None

    def take_back(self) -> None:
        """Take back what has not left."""
        check_held(self.state)
        self.state, self.next_try_at = State.WITHDRAWN, None
