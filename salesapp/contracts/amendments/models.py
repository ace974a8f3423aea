"""What was agreed after the signature: supplements -B1, -B2 with their plan, and an ending before its time (F11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts.amendments import rules
from salesapp.contracts.amendments.early.rules import first_of
from salesapp.contracts.amendments.planning import rules as planning
from salesapp.contracts.amendments.planning.rules import Standing, Terms
from salesapp.contracts.amendments.rules import Kind, Status
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.payments.replanning.rules import Paid
from salesapp.contracts.payments.rules import Event, Node, NodeKind
from salesapp.db import DERIVED, Base, Money, UTCDateTime, moment
from salesapp.refusals import check_all

if TYPE_CHECKING:
    from salesapp.contracts.endings.models import ContractEnding
    from salesapp.contracts.models import Contract

CONFIRMED = ("confirmed_by", "confirmed_way", "confirmed_on")


class Amendment(Base):
    """A supplement to a signed contract, or its ending before its time: in force once it is approved and signed."""

    __tablename__ = "contract_amendment"
    __table_args__ = (UniqueConstraint("contract_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    seq: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20), default=Kind.SUPPLEMENT)
    what: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal] = mapped_column(Money)
    ends_on: Mapped[date | None]
    delivery_on: Mapped[date | None]
    #: The total that was in force when it was drawn up.
    amount_before: Mapped[Decimal] = mapped_column(Money)
    #: What else was in force until it came into force: last day, delivery, each instalment as (kind, amount, kept or not).
    ends_before: Mapped[date | None]
    delivery_before: Mapped[date | None]
    plan_before: Mapped[list[list[str]] | None] = mapped_column(JSON, info=DERIVED)
    confirmed_by: Mapped[str | None] = mapped_column(String(50))
    confirmed_way: Mapped[str | None] = mapped_column(String(20))
    confirmed_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(20), default=Status.DRAFT)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_sha256: Mapped[str | None] = mapped_column(String(64))
    signed_on: Mapped[date | None]
    void_reason: Mapped[str | None] = mapped_column(String(200))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="amendments")
    created_by: Mapped[User] = relationship(lazy="joined")
    nodes: Mapped[list[AmendedNode]] = relationship(
        back_populates="amendment", order_by="AmendedNode.seq", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> Status:
        """Where it stands."""
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be approved or signed."""
        return self.status in rules.OPEN

    @property
    def what_it_is(self) -> Kind:
        """Whether it changes the contract or ends it."""
        return Kind(self.kind)

    def terms(self) -> Terms:
        """Return what it says, as the rules take it."""
        nodes = [node.as_plan() for node in self.nodes]
        return Terms(self.kind, self.what, self.amount, self.ends_on, self.delivery_on, nodes)

    def revise(self, terms: Terms, confirmed: dict[str, Any], *, at: datetime, today: date) -> None:
        """Take over what it says and who of the customer confirmed it; a changed one is to be confirmed and decided anew."""
        rules.check_editable(self.status)
        standing, plan = self.contract.standing(), list[Node]()
        check_all(
            lambda: rules.check_confirmed(*(confirmed[name] for name in CONFIRMED), today=today),
            lambda: plan.extend(planning.check_terms(terms, standing)),
        )
        anew = plan[len(planning.kept(standing)) :]
        self.what, self.amount, self.ends_on, self.delivery_on = (
            terms.what, terms.amount, terms.ends_on, terms.delivery_on,
        )  # fmt: skip
        rows = {row.seq: row for row in self.nodes}
        self.nodes = [(rows.get(seq) or AmendedNode(seq=seq)).fill(node) for seq, node in enumerate(anew, 1)]
        for name in CONFIRMED:
            setattr(self, name, confirmed[name])
        self.status, self.updated_at = Status.DRAFT, at

    def lacking(self, *, has_text: bool) -> list[rules.Lack]:
        """Return what is missing before it is submitted."""
        confirmed = all(getattr(self, name) for name in CONFIRMED)
        return [
            lack
            for lack, there in ((rules.Lack.TEXT, has_text), (rules.Lack.CONFIRMED, confirmed))
            if not there
        ]

    def come_into_force(
        self, signed_on: date, *, at: datetime, approved_on: date | None, today: date, counts_from: date
    ) -> None:
        """Change the contract: its total, its days, the plan of what is not paid (P19), by the books from a day on; or end it."""
        rules.check_signing(self.status, signed_on, approved_on=approved_on, today=today)
        standing = self.contract.standing()
        plan, kept = planning.check_terms(self.terms(), standing), planning.kept(standing)
        self.ends_before, self.delivery_before = standing.ends_on, standing.delivery_on
        self.plan_before = [
            [node.kind, str(node.amount), "kept" if node in kept else ""] for node in standing.nodes
        ]
        self.contract.replan(plan, keep=len(kept), on=signed_on, counts_from=counts_from)
        self.contract.last_until(self.ends_on or self.contract.ends_on)
        self.contract.delivery_on = self.delivery_on or self.contract.delivery_on
        self.contract.amount, self.contract.updated_at = self.amount, at
        self.contract.record_received()
        self.status, self.signed_on, self.updated_at = Status.IN_FORCE, signed_on, at

    def void(self, reason: str | None, *, at: datetime) -> None:
        """End it before it comes into force; its number stays taken."""
        rules.check_void(self.status, reason)
        self.status, self.void_reason, self.updated_at = Status.VOID, (reason or "").strip(), at


class AmendedNode(Base):
    """One instalment of the plan that an amendment puts in place of what is not paid yet."""

    __tablename__ = "amended_node"
    __table_args__ = (UniqueConstraint("amendment_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("contract_amendment.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(200))
    planned_on: Mapped[date | None]
    percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    amount: Mapped[Decimal] = mapped_column(Money)

    amendment: Mapped[Amendment] = relationship(back_populates="nodes")

    @property
    def kind_label(self) -> str:
        """What it pays for, in words."""
        return NodeKind(self.kind).label

    def fill(self, node: Node) -> AmendedNode:
        """Take over one planned instalment."""
        self.kind, self.condition, self.planned_on = node.kind, node.condition, node.planned_on
        self.percent, self.amount = node.percent, node.amount or Decimal(0)
        return self

    def as_plan(self) -> Node:
        """Return it as the rules of the plan take it."""
        return Node(self.kind, self.condition, self.planned_on, self.percent, self.amount)


class Amended:
    """The part of a contract that is agreed after its signature."""

    if TYPE_CHECKING:
        amount: Mapped[Decimal]
        starts_on: Mapped[date | None]
        ends_on: Mapped[date | None]
        delivery_on: Mapped[date | None]
        ending: Mapped[ContractEnding | None]
        payment_nodes: Mapped[list[PaymentNode]]
        dropped_nodes: Mapped[list[PaymentNode]]

        @property
        def signed_on(self) -> date | None: ...

        def happened(self) -> dict[Event, date]: ...

    @declared_attr
    def amendments(cls) -> Mapped[list[Amendment]]:
        return relationship(Amendment, back_populates="contract", order_by=Amendment.seq, cascade="all")

    def standing(self) -> Standing:
        """Return what is in force, as the rules of amendments take it."""
        nodes = sorted(self.payment_nodes, key=lambda node: node.seq)
        return Standing(
            self.amount, self.starts_on, self.ends_on, self.delivery_on, self.signed_on,
            [node.as_plan() for node in nodes],
            [Paid(node.seq, node.amount, node.settled) for node in nodes], self.happened(),
            promised=early.amount_before if (early := self.early_ending()) else self.amount,
        )  # fmt: skip

    def in_force(self) -> list[Amendment]:
        """Return what came into force after the signature, the oldest first."""
        return [each for each in self.amendments if each.status == Status.IN_FORCE]

    def early_ending(self) -> Amendment | None:
        """Return the agreement by which it ends early: the first, where others took its place."""
        return first_of(self.in_force()) if self.ending else None

    def open_amendment(self) -> Amendment | None:
        """Return the amendment that is on its way, if there is one."""
        return next((each for each in self.amendments if each.status in rules.OPEN), None)

    def replan(self, plan: Sequence[Node], *, keep: int, on: date, counts_from: date) -> None:
        """Put a plan in place of what is not paid: paid rows stay, partly paid ones are changed, the others anew (P19).

        No row goes: money that was taken back, a reminder or a request for an invoice may hang on it. What
        each said before stays as it was for the days until then.
        """
        rows = sorted(self.payment_nodes, key=lambda node: node.seq)
        paid = [node for node in rows if node.settled >= node.amount]
        partly = [node for node in rows if node not in paid and node.settled]
        untouched = [node for node in rows if node not in paid and node not in partly]
        last = max((node.seq for node in (*rows, *self.dropped_nodes)), default=0)
        for row in (*partly, *untouched):
            row.change_from(counts_from)
        anew = list(plan[keep:])
        for row, node in zip(partly, anew, strict=False):
            if node.planned_on not in (None, row.planned_on):
                row.met_on = None  # another day was agreed: it holds although what it waited for has happened
            row.fill(node)
        others = anew[len(partly) :]
        for row, node in zip(untouched, others, strict=False):
            row.plan_anew(node)
        for row in untouched[len(others) :]:
            row.drop(on)
        added = others[len(untouched) :]
        self.payment_nodes += [
            PaymentNode(seq=last + nth, since=counts_from).fill(node) for nth, node in enumerate(added, 1)
        ]
        for row, node in zip(paid, plan, strict=False):
            row.percent = node.percent or row.percent
