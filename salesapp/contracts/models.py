"""Contracts and their payment nodes: what they say, and each step from draft to signature (F11, R38–R41)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from salesapp.accounts.models import User
from salesapp.contracts import rules
from salesapp.contracts.amendments.models import Amended
from salesapp.contracts.approval.models import Approved
from salesapp.contracts.calloffs.models import CalledOff
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.models import Checked
from salesapp.contracts.checklist.reopening.rules import reopened_by
from salesapp.contracts.delivery.models import Delivered
from salesapp.contracts.endings.models import Ended
from salesapp.contracts.explanations.models import Explained
from salesapp.contracts.handoff.models import Handoff
from salesapp.contracts.lines.models import Itemised
from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.rules import Status
from salesapp.contracts.signing.models import Signed
from salesapp.contracts.texts.models import Texted
from salesapp.contracts.voiding.rules import check_no_money
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.pairs import models as pairs
from salesapp.db import DERIVED, Base, Money, moment
from salesapp.opportunities.models import Opportunity
from salesapp.refusals import check_all

#: What a person writes about a contract; a change of any of it undoes an approval.
TERMS = (
    "name", "kind", "our_entity", "amount", "tax_rate", "currency", "sign_method", "copies", "starts_on", "ends_on",
    "delivery_on", "delivery_cycle", "delivery_content", "payment_terms", "after_sales", "acceptance",
    "template_version", "is_standard_text", "deviation", "gross_margin",
)  # fmt: skip


class Contract(
    Checked, Approved, Signed, Delivered, Explained, Itemised, Amended, Ended, Texted, CalledOff, Base
):
    """A sales contract from draft to hand-off (R38–R42)."""

    __tablename__ = "contract"
    __table_args__ = (
        Index("ix_contract_owner", "owner_id", "status"),
        Index("ix_contract_status", "status", "updated_at"),
        Index("ix_contract_updated", "updated_at"),
        #: What tells who sees a contract: sums over all of them read nothing else of it, customer by customer.
        Index("ix_contract_customer", "customer_id", "owner_id", "status", "opportunity_id", "submitted_at", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    search_text: Mapped[str] = mapped_column(Text, default="", server_default="", info=DERIVED)
    kind: Mapped[str] = mapped_column(String(20), default="sale")
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    our_entity: Mapped[str] = mapped_column(String(100))
    amount: Mapped[Decimal] = mapped_column(Money)
    tax_rate: Mapped[str] = mapped_column(String(10))
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
    #: What was received on its nodes, and the day of the first that is still open.
    received: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), info=DERIVED)
    open_since: Mapped[date | None] = mapped_column(info=DERIVED)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    payment_nodes: Mapped[list[PaymentNode]] = relationship(
        back_populates="contract", order_by="PaymentNode.seq", cascade="all, delete-orphan",
        primaryjoin="and_(PaymentNode.contract_id == Contract.id, PaymentNode.dropped_on.is_(None))",
    )  # fmt: skip
    #: Instalments that a supplement took out of the plan.
    dropped_nodes: Mapped[list[PaymentNode]] = relationship(
        primaryjoin="and_(PaymentNode.contract_id == Contract.id, PaymentNode.dropped_on.is_not(None))",
        viewonly=True,
    )
    handoff: Mapped[Handoff | None] = relationship(back_populates="contract", uselist=False)
    owner_changes: Mapped[list[ContractOwnerChange]] = relationship(back_populates="contract", cascade="all")
    voiding: Mapped[ContractVoiding | None] = relationship(back_populates="contract", cascade="all")

    __mapper_args__ = {"version_id_col": version}

    @validates("name", "number")
    def _index(self, key: str, value: str) -> str:
        name, number = (value, self.number) if key == "name" else (self.name, value)
        if name and number:
            self.search_text = search_text.titled(name, number)
        return value

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    # what it says

    def revise(self, terms: Mapping[str, Any], nodes: Sequence[payments.Node], *, at: datetime) -> set[str]:
        """Take over the terms and the plan, and return the names of what changed.

        A change opens the items of the checklist that speak of it again (R39), and sends a vetoed contract back to it.
        """
        rules.check_editable(self.status)
        rules.check_term(terms["starts_on"], terms["ends_on"])
        rules.check_deviation(terms["is_standard_text"], terms["deviation"])
        rules.check_text(terms["is_standard_text"], clauses=len(self.own_clauses))
        changed = {name for name in TERMS if getattr(self, name) != terms[name]}
        nodes = payments.complete(terms["amount"], nodes)
        if [node.as_plan() for node in self.payment_nodes] != nodes:
            changed.add("payment_nodes")
            self.plan(nodes)
        for name in TERMS:
            setattr(self, name, terms[name])
        if changed:
            self.updated_at = at
            self.reopen(reopened_by(changed))
            if self.status == Status.REJECTED:
                self.back_to_check(at)
        return changed

    def plan(self, nodes: Iterable[payments.Node]) -> None:
        """Put these payment nodes in place of the present ones, changing rows that stay."""
        rows = {row.seq: row for row in self.payment_nodes}
        self.payment_nodes = [
            (rows.get(seq) or PaymentNode(seq=seq)).fill(node) for seq, node in enumerate(nodes, 1)
        ]
        self.record_received()

    def hand_over(self, to: User, *, by: User, at: datetime, reason: str) -> ContractOwnerChange:
        """Give the contract to another owner and remember who did it and why; its hand-off goes along."""
        change = ContractOwnerChange(from_id=self.owner_id, to=to, by=by, at=at, reason=reason)
        self.owner_changes.append(change)
        self.owner, self.updated_at = to, at
        return change

    # signature and after

    def sign(
        self, values: Mapping[str, Any], *, by: User, at: datetime, today: date, approved_on: date
    ) -> None:
        """Note the signature and the seal; the papers' own items must be checked by then (F10 E)."""
        rules.check_move(self.status, Status.SIGNED)
        self.check_signing(values, today=today, approved_on=approved_on)
        self.note_signature(values, by=by, at=at)

    def check_signing(self, values: Mapping[str, Any], *, today: date, approved_on: date) -> None:
        """Refuse a signature with open items, on days that cannot be, or with promises that are past: all at once."""
        check_all(
            self._check_papers,
            lambda: rules.check_signing(
                values["signed_on"],
                approved_on=approved_on,
                today=today,
                sealed_on=values.get("sealed_on"),
                open_conditions=bool(self.conditions) and not values.get("conditions_met"),
            ),
            lambda: self.renewed(values),
        )

    def _check_papers(self) -> None:
        if missing := self.missing(checklist.BEFORE_SIGNING):
            raise rules.ContractRefused(checklist.missing_words(missing))

    def record_received(self) -> None:
        """Add up what its nodes received, and note the day of the first that is open: from then on it is overdue."""
        self.received = sum((node.received or Decimal(0) for node in self.payment_nodes), Decimal(0))
        due = [node.planned_on for node in self.payment_nodes if node.open > 0 and node.planned_on]
        self.open_since = min(due, default=None)

    def void(self, reason: str | None, *, by: User, at: datetime) -> None:
        """Void the contract; its number stays taken, its hand-off ends with it."""
        self.check_voidable(reason, by=by)
        self.status, self.updated_at = Status.VOID, at
        self.voiding = ContractVoiding(reason=(reason or "").strip(), by=by, at=at)
        if self.handoff is not None:
            self.handoff.void()

    def check_voidable(self, reason: str | None, *, by: User) -> None:
        """Refuse to void it without a reason, out of its time, or while money of the customer is matched to it."""
        rules.check_void(self.status, reason, role=by.role)
        check_no_money(sum((node.received or 0) + (node.in_hand or 0) for node in self.payment_nodes))


class ContractVoiding(Base):
    """A contract is void: why, since when, by whom. Its number stays taken."""

    __tablename__ = "contract_voiding"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]

    contract: Mapped[Contract] = relationship(back_populates="voiding")
    by: Mapped[User | None] = relationship()


class ContractOwnerChange(Base):
    """One step in who answers for a contract: from whom, to whom, by whom, why."""

    __tablename__ = "contract_owner_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    reason: Mapped[str] = mapped_column(String(200))

    contract: Mapped[Contract] = relationship(back_populates="owner_changes")
    to: Mapped[User] = relationship(foreign_keys=to_id)
    by: Mapped[User] = relationship(foreign_keys=by_id)


pairs.keep(4, Contract.search_text)
