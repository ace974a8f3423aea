"""Customers, their contacts, who owns them and who works with them (F01)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, Money, UTCDateTime, moment


class Customer(Base):
    """A company that we know (R44)."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_owner_updated", "owner_id", "updated_at"),
        Index("ix_customer_updated_search", "updated_at", "search_text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    full_name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(100), unique=True)
    core_name: Mapped[str] = mapped_column(String(100), index=True)
    short_name: Mapped[str | None] = mapped_column(String(60))
    former_names: Mapped[str | None] = mapped_column(String(200))
    credit_code: Mapped[str | None] = mapped_column(String(18), unique=True)
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
    phone: Mapped[str | None] = mapped_column(String(40))
    website: Mapped[str | None] = mapped_column(String(200))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
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
    search_text: Mapped[str] = mapped_column(Text)
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
    collaborations: Mapped[list[CustomerCollaborator]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class Contact(Base):
    """A person at a customer; never overwritten, never removed (R47)."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_mobile_tail", "mobile_tail"), Index("ix_contact_mobile", "mobile"))

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    pinyin: Mapped[str | None] = mapped_column(String(200))
    salutation: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(60))
    department: Mapped[str | None] = mapped_column(String(60))
    mobile: Mapped[str | None] = mapped_column(String(20))
    mobile_tail: Mapped[str | None] = mapped_column(String(4))
    landline: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(200))
    wechat: Mapped[str | None] = mapped_column(String(40))
    decision_role: Mapped[str] = mapped_column(String(20))
    preference: Mapped[str | None] = mapped_column(String(100))
    privacy_notice_way: Mapped[str] = mapped_column(String(20))
    privacy_notice_on: Mapped[date]
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
    successor: Mapped[Contact | None] = relationship(remote_side=id)

    __mapper_args__ = {"version_id_col": version}


class CustomerCollaborator(Base):
    """A colleague who shares the work on a customer."""

    __tablename__ = "customer_collaborator"
    __table_args__ = (
        UniqueConstraint("customer_id", "user_id"),
        Index("ix_customer_collaborator_user", "user_id", "customer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str | None] = mapped_column(String(60))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[moment]

    user: Mapped[User] = relationship(foreign_keys=user_id)


class OwnerChange(Base):
    """One step in a customer's ownership: from whom, to whom, by whom, why."""

    __tablename__ = "owner_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    reason: Mapped[str | None] = mapped_column(String(200))
