"""Customers: what is known of a company, with the verbs that change it and its own (F01; R44)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.chinese import company_names, phone_search, pinyin
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.rules import ContactRefused, Status
from salesapp.customers.ownership.models import CustomerCollaborator, OwnerChange
from salesapp.customers.rules import ActivityLevel
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.pairs import models as pairs
from salesapp.db import DERIVED, Base, Money, UTCDateTime, known, moment
from salesapp.words import gettext as _

#: The columns that a customer is called by: what names it in other rooms follows them.
CALLED_BY = ("short_name", "full_name")


class Customer(Base):
    """A company that we know (R44)."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_owner_updated", "owner_id", "updated_at"),
        Index("ix_customer_updated_search", "updated_at", "search_text"),
        known("ix_customer_phone_key", "phone_key"),
        Index("ix_customer_contact", "last_contact_at", "id", "owner_id", "voided_at"),
        # in the orders of the list: everybody's, one person's by name, those of an activity
        Index("ix_customer_created", "created_at", "id", "owner_id", "voided_at"),
        Index("ix_customer_spoken", text("coalesce(last_contact_at, created_at)"), "id", "owner_id", "voided_at"),
        Index("ix_customer_owner_name", "owner_id", "sort_key", "id"),
        Index("ix_customer_activity", "activity_level", "updated_at"),
        Index(
            "ix_customer_unspoken", "owner_id", "created_at", "id",
            sqlite_where=text("spoken_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("spoken_at IS NULL AND voided_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    full_name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(200), unique=True, info=DERIVED)
    core_name: Mapped[str] = mapped_column(String(200), index=True, info=DERIVED)
    core_sound: Mapped[str] = mapped_column(String(600), index=True, default="", info=DERIVED)
    sort_key: Mapped[str] = mapped_column(String(600), index=True, default="", info=DERIVED)
    short_name: Mapped[str | None] = mapped_column(String(60))
    former_names: Mapped[str | None] = mapped_column(String(400))
    credit_code: Mapped[str | None] = mapped_column(String(30), unique=True)
    credit_code_kind: Mapped[str] = mapped_column(String(10), default="code")
    kind: Mapped[str] = mapped_column(String(20), default="potential", index=True)
    industry: Mapped[str] = mapped_column(String(4))
    size: Mapped[str] = mapped_column(String(10))
    headcount: Mapped[int | None]
    revenue: Mapped[Decimal | None] = mapped_column(Money)
    founded_on: Mapped[date | None]
    registered_capital: Mapped[Decimal | None] = mapped_column(Money)
    region: Mapped[str] = mapped_column(String(6), index=True)
    address: Mapped[str | None] = mapped_column(String(200))
    postcode: Mapped[str | None] = mapped_column(String(10))
    phone: Mapped[str | None] = mapped_column(String(60))
    phone_key: Mapped[str | None] = mapped_column(String(20), info=DERIVED)
    website: Mapped[str | None] = mapped_column(String(200))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    first_contact_at: Mapped[moment]
    source_channel: Mapped[str] = mapped_column(String(40))
    source_note: Mapped[str | None] = mapped_column(String(100))
    decision_chain: Mapped[str | None] = mapped_column(Text)
    pain_points: Mapped[str | None] = mapped_column(Text)
    current_products: Mapped[str | None] = mapped_column(String(200))
    budget_timing: Mapped[str | None] = mapped_column(String(200))
    match_score: Mapped[int | None]
    tier: Mapped[str] = mapped_column(String(10), default="ordinary")
    activity_level: Mapped[str] = mapped_column(String(10), default="medium")
    invoice_title: Mapped[str | None] = mapped_column(String(100))
    invoice_tax_no: Mapped[str | None] = mapped_column(String(20))
    invoice_address_phone: Mapped[str | None] = mapped_column(String(200))
    invoice_bank: Mapped[str | None] = mapped_column(String(200))
    verified_on: Mapped[date | None]
    remarks: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    owner_since: Mapped[moment]
    last_contact_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    #: Since when a contact record tells of somebody who spoke with them; nothing: nobody did.
    spoken_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    search_text: Mapped[str] = mapped_column(Text, info=DERIVED)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    parent: Mapped[Customer | None] = relationship(remote_side=id)
    contacts: Mapped[list[Contact]] = relationship(
        back_populates="customer", order_by="Contact.is_key.desc(), Contact.id", cascade="all"
    )
    collaborations: Mapped[list[CustomerCollaborator]] = relationship(
        back_populates="customer", cascade="all, delete-orphan"
    )
    owner_changes: Mapped[list[OwnerChange]] = relationship(back_populates="customer", cascade="all")

    __mapper_args__ = {"version_id_col": version}

    def describe(self, values: Mapping[str, Any], *, at: datetime) -> None:
        """Take over the company's data (F01); a name that changes is kept among the former ones (R47)."""
        before = self.full_name
        for name, value in values.items():
            setattr(self, name, value)
        if before and before != self.full_name:
            former = [before, *(self.former_names or "").split("；")]
            self.former_names = "；".join(name for name in dict.fromkeys(former) if name)[:400]
        self.write_keys()
        self.updated_at = at

    def add_contact(self, values: Mapping[str, Any], *, by: User, at: datetime) -> Contact:
        """Add a person; the first one, or one who is ticked, is the key contact (R44)."""
        is_key = bool(values.get("is_key")) or not any(c.is_key for c in self.contacts if c.in_office)
        contact = Contact(status=Status.ACTIVE, created_by=by, created_at=at, is_key=False)
        contact.describe({**values, "is_key": False})
        self.contacts.append(contact)
        if is_key:
            self.make_key(contact)
        self.touch(at)
        return contact

    def make_key(self, contact: Contact) -> None:
        """Make somebody the one key contact (R44); who has gone cannot be it."""
        if not contact.in_office:
            raise ContactRefused(_("Somebody who has gone cannot be the key contact."))
        for other in self.contacts:
            if other.is_key and other is not contact:
                other.is_key = False
        contact.is_key = True

    def hand_over(self, to: User, *, by: User, at: datetime, reason: str | None) -> OwnerChange:
        """Give the customer to another owner and remember who did it and why (3.1); the clock starts anew."""
        change = OwnerChange(from_id=self.owner_id, to=to, by=by, at=at, reason=reason)
        self.owner_changes.append(change)
        self.owner, self.owner_since, self.updated_at = to, at, at
        self.collaborations[:] = [c for c in self.collaborations if c.user_id != to.id]
        return change

    def share_with(
        self, user: User, *, by: User, at: datetime, note: str | None = None
    ) -> CustomerCollaborator:
        """Let a colleague work on this customer too."""
        shared = CustomerCollaborator(user=user, added_by_id=by.id, added_at=at, note=note)
        self.collaborations.append(shared)
        self.updated_at = at
        return shared

    def record_contact(self, at: datetime) -> None:
        """Remember that somebody was in touch; an older record written late does not move it back."""
        if self.spoken_at is None or at < self.spoken_at:
            self.spoken_at = at
        if self.last_contact_at is None or at > self.last_contact_at:
            self.last_contact_at = at
            self.activity_level = ActivityLevel.HIGH

    def touch(self, at: datetime) -> None:
        """Note a change of the people, which are part of what the customer is found by."""
        self.updated_at = at
        self.reindex()

    def write_keys(self, *, taken: Callable[[str, int], bool] | None = None) -> None:
        """Write what the firm is found and compared by; a name key that is ``taken`` is left as it was."""
        name_key = company_names.normalise(self.full_name)
        if taken is None or not taken(name_key, self.id):
            self.name_key = name_key
        self.core_name = company_names.core(self.full_name)
        self.core_sound = company_names.sound(self.core_name)[:600]
        self.sort_key = pinyin.sort_key(self.full_name)[:600]
        self.phone_key = phone_search.comparable(self.phone)
        self.reindex()

    def reindex(self) -> None:
        """Write the search line anew."""
        people = sorted(self.contacts, key=lambda c: (not c.in_office, not c.is_key))
        names = (self.short_name, self.full_name, self.former_names)
        found = ((c.name, c.mobile or c.landline) for c in people)
        self.search_text = search_text.compose(names, self.number, found)


pairs.keep(1, Customer.search_text)
