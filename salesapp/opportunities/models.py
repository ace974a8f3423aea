"""Opportunities, their stages, grades and follow-ups (F06, F07)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import DERIVED, Base, Money, UTCDateTime, moment
from salesapp.opportunities import cadence, rules
from salesapp.opportunities.assessment import Assessed
from salesapp.opportunities.history import FollowUp, GradeChange, OpportunityCollaborator, StageChange
from salesapp.opportunities.rhythm import Followed
from salesapp.opportunities.rules import MoveRefused
from salesapp.web import clock
from salesapp.words import gettext as _

UNDO_MINUTES = 10
#: The fields of the file whose change is kept with its reason (F07 级别/金额/日期变化).
WATCHED = ("amount", "expected_close_on")


class Opportunity(Followed, Assessed, Base):
    """A chance to sell, from bud to deal (R29)."""

    __tablename__ = "opportunity"
    __table_args__ = (
        # a column of the board, most overdue first: everybody's, one person's; then what the totals add up
        Index("ix_opportunity_board", "status", "stage", "next_due_on", "id", "owner_id"),
        Index("ix_opportunity_owner", "owner_id", "status", "stage", "next_due_on", "id"),
        Index("ix_opportunity_due", "owner_id", "status", "next_due_on", "id", "grade"),
        Index("ix_opportunity_all_due", "status", "next_due_on", "id", "owner_id"),
        Index(
            "ix_opportunity_totals",
            "status",
            "stage",
            "owner_id",
            "grade",
            "next_due_on",
            "amount",
            "win_rate",
        ),
        Index("ix_opportunity_updated", "updated_at", "id"),
        Index("ix_opportunity_closed", "status", "closed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    key_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    need: Mapped[str] = mapped_column(Text)
    product_type: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal] = mapped_column(Money)
    expected_close_on: Mapped[date] = mapped_column(index=True)
    budget_score: Mapped[int]
    chain_score: Mapped[int]
    urgency_score: Mapped[int]
    amount_score: Mapped[int]
    total_score: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    suggested_grade: Mapped[str] = mapped_column(String(1))
    grade: Mapped[str] = mapped_column(String(1), index=True)
    grade_reason: Mapped[str | None] = mapped_column(String(200))
    stage: Mapped[str] = mapped_column(String(20))
    stage_since: Mapped[moment]
    win_rate: Mapped[int]
    win_rate_reason: Mapped[str | None] = mapped_column(String(200))
    competitors: Mapped[str | None] = mapped_column(Text)
    support_needed: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(String(20))
    decision_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decision_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approval_with: Mapped[str | None] = mapped_column(
        String(20)
    )  # the role its contract waits for, told by contracts
    status: Mapped[str] = mapped_column(String(10), default=rules.OPEN)
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None] = mapped_column(String(40))
    close_note: Mapped[str | None] = mapped_column(Text)
    recontact_on: Mapped[date | None]
    next_due_on: Mapped[date | None]
    last_follow_up_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    week_of: Mapped[date | None] = mapped_column(
        info=DERIVED
    )  # the Monday of the week that the next two count for
    week_quota: Mapped[int] = mapped_column(default=0)
    week_count: Mapped[int] = mapped_column(default=0, info=DERIVED)
    lapsed: Mapped[int] = mapped_column(default=0)  # missed follow-ups that stand on no follow-up's row yet
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment] = mapped_column(UTCDateTime, default=clock.now, onupdate=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    key_contact: Mapped[Contact | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    decision_by: Mapped[User | None] = relationship(foreign_keys=decision_by_id)
    stage_changes: Mapped[list[StageChange]] = relationship(
        back_populates="opportunity", order_by=StageChange.id
    )
    grade_changes: Mapped[list[GradeChange]] = relationship(
        back_populates="opportunity", order_by=GradeChange.id
    )
    follow_ups: WriteOnlyMapped[FollowUp] = relationship(order_by=FollowUp.day)
    collaborations: Mapped[list[OpportunityCollaborator]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    # ---------------------------------------------------------------------------------- moving

    def opened(self, *, by: User, at: datetime) -> None:
        """Remember who opened it, when, and in which stage."""
        self._remember(None, self.stage, by, at, None)

    def move_to(self, stage: str, *, by: User, at: datetime, reason: str | None = None) -> StageChange | None:
        """Move to another stage and remember who moved it, when and why; where it stands there already, do nothing.

        Contracts call this when they are submitted, withdrawn or refused; people move by :meth:`move_by_hand`.
        """
        rules.check_open(self.status)
        rules.check_stage(stage)
        if stage == self.stage:
            return None
        change = self._remember(self.stage, stage, by, at, reason)
        self.stage, self.stage_since = stage, at
        self.win_rate, self.win_rate_reason = rules.WIN_RATES[stage], None
        if stage != rules.CONTRACT_APPROVAL:
            self.approval_with = None
        return change

    def move_by_hand(
        self, stage: str, *, by: User, at: datetime, reason: str | None = None
    ) -> StageChange | None:
        """Move over the board as a person may: forward freely, back with a reason, never past the contract (R6, R38)."""
        rules.check_open(self.status)
        rules.check_move(self.stage, stage, reason=reason)
        return self.move_to(stage, by=by, at=at, reason=reason)

    def take_back(self, change: StageChange, *, by: User, at: datetime) -> None:
        """Undo one's own last move within ten minutes; both rows stay in the history."""
        rules.check_open(self.status)
        last = self.stage_changes[-1]
        fresh = at - change.at <= timedelta(minutes=UNDO_MINUTES)
        if change is not last or change.by_id != by.id or change.before not in rules.BY_HAND or not fresh:
            raise MoveRefused(
                _("This move can no longer be undone. Move the card yourself, with a reason."), field="stage"
            )
        arrived = next(each.at for each in reversed(self.stage_changes[:-1]) if each.after == change.before)
        self.move_to(change.before, by=by, at=at, reason=_("Undone"))
        self.stage_since = arrived

    def await_approval(self, role: str | None) -> None:
        """Note whose approval its contract waits for, so that the card can say it (None: nobody's any more)."""
        self.approval_with = role

    # ---------------------------------------------------------------------------------- the file

    def describe(
        self, values: Mapping[str, Any], *, by: User, at: datetime, reason: str | None = None
    ) -> None:
        """Change what its file says; a changed amount or date is kept with the reason (F06, F07)."""
        rules.check_open(self.status)
        changed = [name for name in WATCHED if name in values and values[name] != getattr(self, name)]
        if changed and not (reason or "").strip():
            raise rules.FileRefused(_("The amount or the date changes: write why."), field="change_reason")
        for name in changed:
            self.note_change(name, getattr(self, name), values[name], by=by, at=at, reason=reason)
        for name, value in values.items():
            setattr(self, name, value)

    # ---------------------------------------------------------------------------------- ending

    def close(
        self,
        status: str,
        *,
        by: User,
        at: datetime,
        reason: str | None,
        note: str | None,
        recontact_on: date | None = None,
        causes=rules.CAUSES,
        calendar: cadence.Calendar,
    ) -> None:
        """End it as won, lost or parked, with the cause, the words and the day of the next contact (R6, F24)."""
        today = clock.local(at).date()
        rules.check_open(self.status)
        rules.check_close(
            status, self.stage, reason=reason, note=note, recontact_on=recontact_on, today=today, causes=causes,
        )  # fmt: skip
        self.close_reason, self.close_note = reason, (note or "").strip()
        self.recontact_on = None if status == rules.WON else recontact_on
        self._lapse(today, calendar)
        self._end(status, by, at)

    def win(self, *, by: User, at: datetime) -> None:
        """End it as won because its contract was signed; a second signature changes nothing."""
        if self.status == rules.WON:
            return
        rules.check_open(self.status)
        self._end(rules.WON, by, at)

    def reopen(self, *, by: User, at: datetime, reason: str | None, calendar: cadence.Calendar) -> None:
        """Take a closed one up again, in the stage where it ended; the ending stays in the history (R6).

        What a signed contract won stays won.
        """
        rules.check_reopen(self.status, reason, signed=self.close_reason is None)
        self._take_up(by, at, reason, calendar)

    def take_back_win(self, *, by: User, at: datetime, reason: str, calendar: cadence.Calendar) -> None:
        """Open again what only a contract had won, since that contract is void (R6); another ending stays."""
        if self.status == rules.WON and self.close_reason is None:
            self._take_up(by, at, reason, calendar)

    def _take_up(self, by: User, at: datetime, reason: str | None, calendar: cadence.Calendar) -> None:
        self._remember(self.status, self.stage, by, at, reason)
        self.status, self.stage_since, self.win_rate = rules.OPEN, at, rules.WIN_RATES[self.stage]
        self.closed_on = self.close_reason = self.close_note = self.recontact_on = None
        self.begin_rhythm(clock.local(at).date(), calendar)

    def _end(self, status: str, by: User, at: datetime) -> None:
        self._remember(self.stage, status, by, at, self.close_reason)
        self.status, self.closed_on = status, clock.local(at).date()
        self.win_rate, self.win_rate_reason = (100 if status == rules.WON else 0), None
        self.next_due_on = self.approval_with = None

    def _remember(
        self, before: str | None, after: str, by: User, at: datetime, reason: str | None
    ) -> StageChange:
        change = StageChange(before=before, after=after, by=by, at=at, reason=(reason or "").strip() or None)
        self.stage_changes.append(change)
        return change
