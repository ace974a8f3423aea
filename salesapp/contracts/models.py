"""Contracts and their payment nodes: what they say, and each step from draft to signature (F11, R38–R41)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts import checklist, payments, rules
from salesapp.contracts.checks import Checked, ChecklistItem
from salesapp.contracts.handoffs import Handoff, HandoffReceipt
from salesapp.contracts.rules import Status
from salesapp.contracts.steps import ApprovalStep, Approved
from salesapp.customers.models import Customer
from salesapp.db import Base, Money, UTCDateTime, moment
from salesapp.opportunities.models import Opportunity

__all__ = ["ApprovalStep", "ChecklistItem", "Contract", "Handoff", "HandoffReceipt", "PaymentNode"]

#: What a person writes about a contract; a change of any of it undoes an approval.
TERMS = (
    "name", "kind", "our_entity", "amount", "tax_rate", "currency", "sign_method", "copies", "starts_on", "ends_on",
    "delivery_on", "delivery_cycle", "delivery_content", "payment_terms", "after_sales", "acceptance",
    "template_version", "is_standard_text", "deviation", "gross_margin",
)  # fmt: skip
SEALING = ("seal_kind", "seal_copies", "sealed_by", "sealed_on")
ARCHIVE = ("archive_no", "archived_by", "archived_on")


class Contract(Checked, Approved, Base):
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
    kind: Mapped[str] = mapped_column(String(20), default="sale")
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
    status: Mapped[str] = mapped_column(String(20), default=Status.DRAFT)
    approval_round: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_sha256: Mapped[str | None] = mapped_column(String(64))
    signed_on: Mapped[date | None]
    conditions_met: Mapped[bool] = mapped_column(default=False)
    seal_kind: Mapped[str | None] = mapped_column(String(20))
    seal_copies: Mapped[int | None]
    sealed_by: Mapped[str | None] = mapped_column(String(50))
    sealed_on: Mapped[date | None]
    archive_no: Mapped[str | None] = mapped_column(String(40))
    archived_by: Mapped[str | None] = mapped_column(String(50))
    archived_on: Mapped[date | None]
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    void_reason: Mapped[str | None] = mapped_column(String(200))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    submitted_by: Mapped[User | None] = relationship(foreign_keys=submitted_by_id)
    voided_by: Mapped[User | None] = relationship(foreign_keys=voided_by_id)
    payment_nodes: Mapped[list[PaymentNode]] = relationship(
        back_populates="contract", order_by="PaymentNode.seq", cascade="all, delete-orphan"
    )
    checks: Mapped[list[ChecklistItem]] = relationship(
        back_populates="contract", order_by="ChecklistItem.no", cascade="all"
    )
    approval_steps: Mapped[list[ApprovalStep]] = relationship(
        back_populates="contract",
        order_by="ApprovalStep.round, ApprovalStep.seq, ApprovalStep.id",
        cascade="all",
    )
    handoff: Mapped[Handoff | None] = relationship(back_populates="contract", uselist=False)

    __mapper_args__ = {"version_id_col": version}

    # what it says

    def revise(self, terms: Mapping[str, Any], nodes: Sequence[payments.Node], *, at: datetime) -> set[str]:
        """Take over the terms and the plan, and return the names of what changed.

        A change opens the items of the checklist that speak of it again (R39) and ends a running or given
        approval: the flow starts anew (3.6b).
        """
        rules.check_editable(self.status)
        rules.check_term(terms["starts_on"], terms["ends_on"])
        rules.check_deviation(terms["is_standard_text"], terms["deviation"])
        changed = {name for name in TERMS if getattr(self, name) != terms[name]}
        nodes = payments.complete(terms["amount"], nodes)
        if [node.as_plan() for node in self.payment_nodes] != nodes:
            changed.add("payment_nodes")
            self.plan(nodes)
        for name in TERMS:
            setattr(self, name, terms[name])
        if changed:
            self.updated_at = at
            self._reopen(checklist.reopened_by(changed))
            if self.status in (Status.APPROVING, Status.APPROVED, Status.REJECTED):
                self._back_to_check(at)
        return changed

    def plan(self, nodes: Iterable[payments.Node]) -> None:
        """Put these payment nodes in place of the present ones, changing rows that stay."""
        rows = {row.seq: row for row in self.payment_nodes}
        self.payment_nodes = [
            (rows.get(seq) or PaymentNode(seq=seq)).fill(node) for seq, node in enumerate(nodes, 1)
        ]

    def content(self, files: Iterable[str] = ()) -> dict[str, Any]:
        """Return all that an approval approves, for its SHA-256 (4.3)."""
        marks = [self.mark_of(no) for no in sorted(checklist.BEFORE_APPROVAL)]
        return {
            "number": self.number,
            "customer": self.customer_id,
            "terms": {name: _written(getattr(self, name)) for name in TERMS},
            "nodes": [[_written(value) for value in node.facts()] for node in self.payment_nodes],
            "checks": [
                [m.no, m.result, m.confirmed_by, m.confirmed_on, m.objection, m.exception] for m in marks
            ],
            "files": sorted(files),
        }

    # signature and after

    def sign(self, values: Mapping[str, Any], *, at: datetime, today: date, approved_on: date) -> None:
        """Note the signature and the seal; the papers' own items must be checked by then (F10 E)."""
        rules.check_move(self.status, Status.SIGNED)
        if missing := self.missing(checklist.BEFORE_SIGNING):
            raise rules.ContractRefused(checklist.missing_words(missing))
        rules.check_signing(
            values["signed_on"],
            approved_on=approved_on,
            today=today,
            sealed_on=values.get("sealed_on"),
            open_conditions=bool(self.conditions) and not values.get("conditions_met"),
        )
        for name in SEALING:
            setattr(self, name, values.get(name))
        self.status, self.signed_on, self.updated_at = Status.SIGNED, values["signed_on"], at
        self.conditions_met = bool(values.get("conditions_met"))

    def archive(self, values: Mapping[str, Any], *, at: datetime) -> None:
        """Note where the signed paper is kept (F11 归档)."""
        if Status(self.status) not in rules.SIGNED_OR_LATER:
            raise rules.ContractRefused(rules.not_signed_yet(), field="archive_no")
        for name in ARCHIVE:
            setattr(self, name, values.get(name))
        self.updated_at = at

    def void(self, reason: str | None, *, by: User, at: datetime) -> None:
        """Void the contract; its number stays taken, its hand-off ends with it."""
        rules.check_void(self.status, reason, role=by.role)
        self._lapse()
        self.status, self.void_reason, self.updated_at = Status.VOID, (reason or "").strip(), at
        self.voided_at, self.voided_by = at, by
        if self.handoff is not None:
            self.handoff.void()


def _written(value: Any) -> str | None:
    """Write a value the same way whether it was just typed or comes from the database: 13 and 13.00 are one."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else str(value)


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

    def fill(self, node: payments.Node) -> PaymentNode:
        """Take over one planned instalment."""
        self.kind, self.condition, self.planned_on = node.kind, node.condition, node.planned_on
        self.percent, self.amount = node.percent, node.amount
        return self

    def facts(self) -> tuple:
        """Return what the node says, in the order of the plan."""
        return self.kind, self.condition, self.planned_on, self.percent, self.amount

    def as_plan(self) -> payments.Node:
        """Return the node as the rules of the plan take it."""
        return payments.Node(*self.facts())
