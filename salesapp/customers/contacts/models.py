"""The people at a customer (F01, second block; R44, R47)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.chinese import emails, person_names, phone_search, pinyin
from salesapp.customers.contacts.rules import Status
from salesapp.customers.search.pairs import models as pairs
from salesapp.customers.search.pairs import rules
from salesapp.db import DERIVED, Base, known, moment

if TYPE_CHECKING:
    from salesapp.customers.models import Customer

IN_OFFICE = text("status = 'active'")


class Contact(Base):
    """A person at a customer; never overwritten, never removed (R47)."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_mobile_tail", "mobile_tail"),
        Index("ix_contact_mobile", "mobile"),
        Index("ix_contact_latest", "status", "id"),  # a name that many have fills a page along it
        known("ix_contact_landline_key", "landline_key"),
        known("ix_contact_mail_domain", "mail_domain"),
        Index(
            "uq_contact_mobile_in_office",
            "mobile",
            unique=True,
            sqlite_where=IN_OFFICE,
            postgresql_where=IN_OFFICE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    name_key: Mapped[str] = mapped_column(String(100), default="", info=DERIVED)
    pinyin: Mapped[str | None] = mapped_column(String(200), info=DERIVED)
    salutation: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(60))
    department: Mapped[str | None] = mapped_column(String(60))
    mobile: Mapped[str | None] = mapped_column(String(20))
    mobile_tail: Mapped[str | None] = mapped_column(String(4), info=DERIVED)
    landline: Mapped[str | None] = mapped_column(String(40))
    landline_key: Mapped[str | None] = mapped_column(String(20), info=DERIVED)
    email: Mapped[str | None] = mapped_column(String(200))
    mail_domain: Mapped[str | None] = mapped_column(String(200), info=DERIVED)
    wechat: Mapped[str | None] = mapped_column(String(40))
    decision_role: Mapped[str | None] = mapped_column(String(20))
    preference: Mapped[str | None] = mapped_column(String(20))
    preferred_time: Mapped[str | None] = mapped_column(String(40))
    privacy_notice_way: Mapped[str | None] = mapped_column(String(20))
    privacy_notice_on: Mapped[date | None]
    is_key: Mapped[bool] = mapped_column(default=False)
    accepts_greetings: Mapped[bool] = mapped_column(default=True)
    status: Mapped[str] = mapped_column(String(10), default="active")  # active | left | moved
    status_on: Mapped[date | None]
    status_reason: Mapped[str | None] = mapped_column(String(200))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship(back_populates="contacts")
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    successor: Mapped[Contact | None] = relationship(remote_side=id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def in_office(self) -> bool:
        """Whether the person still sits there."""
        return self.status == Status.ACTIVE

    def describe(self, values: Mapping[str, Any]) -> None:
        """Take over what is known of the person, with the keys they are found and compared by."""
        for name, value in values.items():
            setattr(self, name, value)
        self.write_keys()

    def write_keys(self) -> None:
        """Write what the person is found and compared by."""
        self.name_key = person_names.key(self.name)[:100]
        self.pinyin = (pinyin.readings_of_name(self.name) or [""])[0][:200]
        self.mobile_tail = phone_search.tail(self.mobile)
        self.landline_key = phone_search.comparable(self.landline)
        self.mail_domain = emails.company_domain(self.email)

    def depart(
        self, status: str, *, on: date, reason: str | None, successor: Contact | None, at: datetime
    ) -> None:
        """Mark the person as gone; who follows becomes the key contact in their place (R47)."""
        was_key = self.is_key
        self.status, self.status_on, self.status_reason = status, on, reason
        self.successor, self.is_key, self.accepts_greetings = successor, False, False
        heir = successor or next((c for c in self.customer.contacts if c.in_office), None)
        if was_key and heir is not None:
            self.customer.make_key(heir)
        self.customer.touch(at)


pairs.keep(2, Contact.name_key, rules.pairs_of_name, rules.sought_of_name)
pairs.keep(5, Contact.pinyin, rules.beginning, rules.sought_beginning)
