"""Where an opportunity stands on the board, its moves, and its win rate (R6, R24, R38)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import Base, UTCDateTime, moment
from salesapp.opportunities import rules
from salesapp.opportunities.board.rules import (
    BY_HAND,
    WIN_RATES,
    MoveRefused,
    Stage,
    check_move,
    check_stage,
    check_win_rate,
)
from salesapp.words import gettext as _

if TYPE_CHECKING:
    from salesapp.opportunities.models import Opportunity

UNDO_MINUTES = 10


class StageChange(Base):
    """One move on the board, or an ending: who, when, why."""

    __tablename__ = "stage_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    before: Mapped[str | None] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment] = mapped_column(UTCDateTime, index=True)
    reason: Mapped[str | None] = mapped_column(String(200))

    opportunity: Mapped[Opportunity] = relationship(back_populates="stage_changes")
    by: Mapped[User] = relationship()


class Staged:
    """What the board moves: the stage, since when, and the win rate that belongs to it."""

    if TYPE_CHECKING:  # what a move reads of the file
        status: Mapped[str]

        def note_change(
            self,
            field: str,
            before: object,
            after: object,
            *,
            by: User | None,
            at: datetime,
            reason: str | None,
        ) -> None: ...

    stage: Mapped[str] = mapped_column(String(20))
    stage_since: Mapped[moment]
    win_rate: Mapped[int]
    win_rate_reason: Mapped[str | None] = mapped_column(String(200))
    approval_with: Mapped[str | None] = mapped_column(
        String(20)
    )  # the role its contract waits for, told by whoever approves

    @declared_attr
    def stage_changes(cls) -> Mapped[list[StageChange]]:
        """Its moves and endings, the oldest first."""
        return relationship(back_populates="opportunity", order_by=StageChange.id)

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return Stage(self.stage).label

    def move_to(self, stage: str, *, by: User, at: datetime, reason: str | None = None) -> StageChange | None:
        """Move to another stage and remember who moved it, when and why; where it stands there already, do nothing.

        Contracts call this when they are submitted, withdrawn or refused; people move by :meth:`move_by_hand`.
        """
        rules.check_open(self.status)
        check_stage(stage)
        if stage == self.stage:
            return None
        change = self.remember(self.stage, stage, by=by, at=at, reason=reason)
        self.stage, self.stage_since = stage, at
        self.win_rate, self.win_rate_reason = WIN_RATES[Stage(stage)], None
        if stage != Stage.CONTRACT_APPROVAL:
            self.approval_with = None
        return change

    def move_by_hand(
        self, stage: str, *, by: User, at: datetime, reason: str | None = None
    ) -> StageChange | None:
        """Move over the board as a person may: forward freely, back with a reason, never past the contract (R6, R38)."""
        rules.check_open(self.status)
        check_move(self.stage, stage, reason=reason)
        return self.move_to(stage, by=by, at=at, reason=reason)

    def take_back(self, change: StageChange, *, by: User, at: datetime) -> None:
        """Undo one's own last move within ten minutes; both rows stay in the history."""
        rules.check_open(self.status)
        last = self.stage_changes[-1]
        fresh = at - change.at <= timedelta(minutes=UNDO_MINUTES)
        if change is not last or change.by_id != by.id or change.before not in BY_HAND or not fresh:
            raise MoveRefused(
                _("This move can no longer be undone. Move the card yourself, with a reason."), field="stage"
            )
        arrived = next(each.at for each in reversed(self.stage_changes[:-1]) if each.after == change.before)
        self.move_to(change.before, by=by, at=at, reason=_("Undone"))
        self.stage_since = arrived

    def await_approval(self, role: str | None) -> None:
        """Note whose approval its contract waits for, so that the card can say it (None: nobody's any more)."""
        self.approval_with = role

    def set_win_rate(self, rate: int, reason: str | None, *, by: User, at: datetime) -> None:
        """Set a win rate, in per cent, at most ten points from the stage's, with the reason (3.6)."""
        check_win_rate(self.stage, rate, reason)
        if rate != self.win_rate:
            self.note_change("win_rate", f"{self.win_rate}%", f"{rate}%", by=by, at=at, reason=reason)
        self.win_rate = rate
        self.win_rate_reason = reason if rate != WIN_RATES[Stage(self.stage)] else None

    def remember(
        self, before: str | None, after: str, *, by: User, at: datetime, reason: str | None = None
    ) -> StageChange:
        """Keep a move, an ending or a reopening: who, when, why."""
        change = StageChange(before=before, after=after, by=by, at=at, reason=(reason or "").strip() or None)
        self.stage_changes.append(change)
        return change
