"""The steps of approval: who was asked, by when, and what they decided (F11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.contracts import rules
from salesapp.contracts.approval import rules as approval
from salesapp.contracts.approval.rules import ApprovalRefused, PlannedStep, StepStatus, Verdict
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.rules import Status
from salesapp.db import Base, UTCDateTime
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.words import gettext as _

if TYPE_CHECKING:
    from salesapp.contracts.checklist.rules import Missing
    from salesapp.contracts.models import Contract

Due = Callable[[str], date]  # the working day by which a role is to decide


class ApprovalStep(Base):
    """One signature of one round of approval; steps with the same seq decide side by side (会签)."""

    __tablename__ = "approval_step"
    __table_args__ = (
        Index("ix_approval_step_waiting", "status", "role"),
        Index("ix_approval_step_contract", "contract_id", "round"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    round: Mapped[int]
    seq: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    status: Mapped[str] = mapped_column(String(20))  # approvals.StepStatus
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    comment: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="approval_steps")
    decided_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> StepStatus:
        """Where it stands."""
        return StepStatus(self.status)

    @property
    def role_label(self) -> str:
        """Who is asked, in words."""
        return str(ROLE_LABELS[Role(self.role)])

    def open(self, at: datetime, due_on: date) -> None:
        """Let the step wait for its approver, by a working day."""
        self.status, self.opened_at, self.due_on = StepStatus.OPEN, at, due_on

    def check_open(self) -> None:
        """Refuse a decision on a step that was decided, or whose turn it is not."""
        if self.status == StepStatus.OPEN:
            return
        what = self.state.label
        if self.decided_by is not None:
            raise ApprovalRefused(
                _("%(who)s has decided this step already: %(what)s.", who=self.decided_by.name, what=what)
            )
        raise ApprovalRefused(_("This step is not open: %(what)s.", what=what))

    def decide(self, verdict: Verdict, comment: str | None, *, by: User, at: datetime) -> None:
        """Take the decision of one approver; a step is decided once."""
        self.check_open()
        self.status, self.comment = StepStatus(verdict.value), (comment or "").strip() or None
        self.decided_by, self.decided_at = by, at

    def waits_for(self, user: User) -> bool:
        """Tell whether this step is open for a person of this role and team."""
        return self.status == StepStatus.OPEN and approval.may_decide(
            role=self.role, team_id=self.team_id, user_role=user.role, user_team_id=user.team_id
        )


class Approved:
    """The part of a contract that is its approval."""

    if TYPE_CHECKING:
        status: Mapped[str]
        updated_at: Mapped[datetime]

        def missing(self) -> list[Missing]: ...

    approval_round: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_sha256: Mapped[str | None] = mapped_column(String(64))

    @declared_attr
    def submitted_by(cls) -> Mapped[User | None]:
        return relationship(User, foreign_keys="Contract.submitted_by_id")

    @declared_attr
    def approval_steps(cls) -> Mapped[list[ApprovalStep]]:
        return relationship(
            ApprovalStep,
            back_populates="contract",
            order_by=(ApprovalStep.round, ApprovalStep.seq, ApprovalStep.id),
            cascade="all",
        )

    @property
    def round_steps(self) -> list[ApprovalStep]:
        """The steps of the latest round, in order."""
        return [step for step in self.approval_steps if step.round == self.approval_round]

    @property
    def conditions(self) -> list[ApprovalStep]:
        """The steps of the latest round that agreed on a condition."""
        return [step for step in self.round_steps if step.status == StepStatus.CONDITIONAL]

    def submit(
        self, steps: Sequence[PlannedStep], *, by: User, at: datetime, team_id: int | None, due: Due
    ) -> None:
        """Start a round of approval; impossible while a required item is open (R40)."""
        rules.check_move(self.status, Status.APPROVING)
        if missing := self.missing():
            raise rules.ContractRefused(checklist.missing_words(missing))
        self.status, self.updated_at = Status.APPROVING, at
        self.approval_round += 1
        self.submitted_at, self.submitted_by = at, by
        self.approval_steps.extend(
            ApprovalStep(
                round=self.approval_round, seq=step.seq, role=step.role, status=StepStatus.WAITING,
                team_id=team_id if step.role == Role.SUPERVISOR else None,
            )
            for step in steps
        )  # fmt: skip
        self._open_next(at, due)

    def decide(
        self, step: ApprovalStep, verdict: Verdict, comment: str | None, *, by: User, at: datetime, due: Due
    ) -> None:
        """Take one decision: the next step opens, or the contract is approved, goes back, or is vetoed."""
        step.decide(verdict, comment, by=by, at=at)
        self.updated_at = at  # two who decide side by side must not both think the other is still open
        if verdict == Verdict.RETURN:
            self.back_to_check(at)
        elif verdict == Verdict.VETO:
            rules.check_move(self.status, Status.REJECTED)
            self.lapse()
            self.status = Status.REJECTED
        elif not any(other.status == StepStatus.OPEN for other in self.round_steps):
            self._open_next(at, due)

    def approve(self, sha256: str, *, at: datetime) -> None:
        """Note that all steps agreed, and to what exactly (4.3)."""
        rules.check_move(self.status, Status.APPROVED)
        self.status, self.approved_at, self.approved_sha256 = Status.APPROVED, at, sha256

    @property
    def is_agreed(self) -> bool:
        """Whether every step of the latest round has agreed."""
        steps = self.round_steps
        return bool(steps) and all(step.status in approval.PASSING for step in steps)

    def withdraw(self, *, at: datetime) -> None:
        """Take the contract back to its checklist, from a running or a given approval (3.6b 撤回)."""
        rules.check_withdrawal(self.status)
        self.back_to_check(at)

    def back_to_check(self, at: datetime) -> None:
        """Return to the checklist: what was decided so far no longer holds."""
        self.lapse()
        self.status, self.updated_at = Status.CHECKING, at
        self.approved_at = self.approved_sha256 = None

    def lapse(self) -> None:
        """End the running round: nobody is asked any more."""
        for step in self.round_steps:
            if step.status in (StepStatus.OPEN, StepStatus.WAITING):
                step.status = StepStatus.LAPSED

    def _open_next(self, at: datetime, due: Due) -> None:
        waiting = [step for step in self.round_steps if step.status == StepStatus.WAITING]
        for step in waiting:
            if step.seq == waiting[0].seq:
                step.open(at, due(step.role))
