"""Contracts, payment nodes, the checklist, approvals and the hand-off (F10, F11, F12)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.models import Contact, Customer
from salesapp.db import Base, Money, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity


class Contract(Base):
    """A sales contract from draft to hand-off (R38–R42)."""

    __tablename__ = "contract"
    __table_args__ = (
        Index("ix_contract_owner", "owner_id", "status"),
        Index("ix_contract_status", "status", "updated_at"),
        Index("ix_contract_updated", "updated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20), default="sales")
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    our_entity: Mapped[str] = mapped_column(String(100))
    amount: Mapped[Decimal] = mapped_column(Money)
    tax_rate: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    sign_method: Mapped[str] = mapped_column(String(20), default="paper")
    copies: Mapped[int] = mapped_column(default=4)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    delivery_on: Mapped[date | None]
    delivery_cycle: Mapped[str | None] = mapped_column(String(100))
    delivery_content: Mapped[str | None] = mapped_column(Text)
    payment_terms: Mapped[str | None] = mapped_column(Text)
    after_sales: Mapped[str | None] = mapped_column(Text)
    acceptance: Mapped[str | None] = mapped_column(Text)
    template_version: Mapped[str | None] = mapped_column(String(40))
    is_standard_text: Mapped[bool] = mapped_column(default=True)
    deviation: Mapped[str | None] = mapped_column(Text)
    gross_margin: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    attachments_note: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="draft")
    approval_round: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_sha256: Mapped[str | None] = mapped_column(String(64))
    signed_on: Mapped[date | None]
    seal_kind: Mapped[str | None] = mapped_column(String(20))
    seal_copies: Mapped[int | None]
    sealed_by: Mapped[str | None] = mapped_column(String(50))
    sealed_on: Mapped[date | None]
    archive_no: Mapped[str | None] = mapped_column(String(40))
    archived_by: Mapped[str | None] = mapped_column(String(50))
    archived_on: Mapped[date | None]
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    void_reason: Mapped[str | None] = mapped_column(String(200))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    submitted_by: Mapped[User | None] = relationship(foreign_keys=submitted_by_id)
    payment_nodes: Mapped[list[PaymentNode]] = relationship(
        back_populates="contract", order_by="PaymentNode.seq", cascade="all, delete-orphan"
    )
    checks: Mapped[list[ChecklistItem]] = relationship(back_populates="contract", order_by="ChecklistItem.no", cascade="all")
    approval_steps: Mapped[list[ApprovalStep]] = relationship(
        back_populates="contract", order_by="ApprovalStep.round, ApprovalStep.seq", cascade="all"
    )
    handoff: Mapped[Handoff | None] = relationship(back_populates="contract", uselist=False)

    __mapper_args__ = {"version_id_col": version}


class PaymentNode(Base):
    """One instalment; the nodes of a contract sum to its amount, to the fen."""

    __tablename__ = "payment_node"
    __table_args__ = (UniqueConstraint("contract_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(200))
    planned_on: Mapped[date]
    percent: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    amount: Mapped[Decimal] = mapped_column(Money)

    contract: Mapped[Contract] = relationship(back_populates="payment_nodes")


class ChecklistItem(Base):
    """One of the 31 rows of the signing checklist (F10, R39)."""

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("contract_id", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    no: Mapped[int]
    result: Mapped[str | None] = mapped_column(String(10))  # ok | not_ok | na
    note: Mapped[str | None] = mapped_column(String(300))
    explained_on: Mapped[date | None]
    confirmed_by: Mapped[str | None] = mapped_column(String(50))
    confirmed_way: Mapped[str | None] = mapped_column(String(20))
    confirmed_on: Mapped[date | None]
    objection: Mapped[str | None] = mapped_column(String(300))
    exception: Mapped[str | None] = mapped_column(String(300))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="checks")
    checked_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class ApprovalStep(Base):
    """One signature of one round of approval; steps with the same seq decide side by side (会签)."""

    __tablename__ = "approval_step"
    __table_args__ = (Index("ix_approval_step_waiting", "status", "role"), Index("ix_approval_step_contract", "contract_id", "round"))

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    round: Mapped[int]
    seq: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    status: Mapped[str] = mapped_column(String(20))  # waiting | open | agreed | conditional | returned | rejected | withdrawn
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    comment: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="approval_steps")
    decided_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Handoff(Base):
    """The hand-off of a signed contract to finance and after-sales, due three working days after signing (R41)."""

    __tablename__ = "handoff"
    __table_args__ = (Index("ix_handoff_status_due", "status", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    status: Mapped[str] = mapped_column(String(20), default="open")  # open | sent | returned | done
    due_on: Mapped[date]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    escalated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    business_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    technical_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    finance_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    invoice_kind: Mapped[str | None] = mapped_column(String(20))
    invoice_info: Mapped[str | None] = mapped_column(Text)
    deposit: Mapped[Decimal | None] = mapped_column(Money)
    delivery_content: Mapped[str | None] = mapped_column(Text)
    delivery_on: Mapped[date | None]
    delivery_place: Mapped[str | None] = mapped_column(String(200))
    acceptance: Mapped[str | None] = mapped_column(Text)
    warranty: Mapped[str | None] = mapped_column(String(100))
    response_time: Mapped[str | None] = mapped_column(String(100))
    key_needs: Mapped[str | None] = mapped_column(Text)
    promises: Mapped[str | None] = mapped_column(Text)
    customer_notes: Mapped[str | None] = mapped_column(Text)
    materials: Mapped[str] = mapped_column(String(200), default="")  # comma-separated codes of what was handed over
    open_items: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="handoff")
    sent_by: Mapped[User | None] = relationship(foreign_keys=sent_by_id)
    business_contact: Mapped[Contact | None] = relationship(foreign_keys=business_contact_id)
    technical_contact: Mapped[Contact | None] = relationship(foreign_keys=technical_contact_id)
    finance_contact: Mapped[Contact | None] = relationship(foreign_keys=finance_contact_id)
    receipts: Mapped[list[HandoffReceipt]] = relationship(back_populates="handoff", order_by="HandoffReceipt.id", cascade="all")

    __mapper_args__ = {"version_id_col": version}


class HandoffReceipt(Base):
    """What one receiving department answered in one round: accepted, or returned with the reason (R41, R42)."""

    __tablename__ = "handoff_receipt"
    __table_args__ = (UniqueConstraint("handoff_id", "department", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"))
    department: Mapped[str] = mapped_column(String(10))  # finance | service
    round: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(10), default="waiting")  # waiting | accepted | returned
    opinion: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    handoff: Mapped[Handoff] = relationship(back_populates="receipts")
    by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
