"""How one opportunity is graded: its scores, the grade, and the history of both (R25–R28, F06)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import DERIVED, Base, UTCDateTime, moment
from salesapp.opportunities import rules
from salesapp.opportunities.cadence.rules import Calendar
from salesapp.opportunities.grading.rules import Suggestion, check_confirmed
from salesapp.web import clock

if TYPE_CHECKING:
    from datetime import date

    from salesapp.opportunities.models import Opportunity


class GradeChange(Base):
    """One change of grade, amount, expected date, win rate or owner, with its reason; by nobody: by the nightly rules."""

    __tablename__ = "grade_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(60))
    after: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    reason: Mapped[str | None] = mapped_column(String(200))

    opportunity: Mapped[Opportunity] = relationship(back_populates="grade_changes")
    by: Mapped[User | None] = relationship()


class Graded:
    """What grading fills: four scores, what the system suggests of them, and the grade that a person confirmed."""

    if TYPE_CHECKING:  # what a new grade asks of the file
        status: Mapped[str]

        def begin_rhythm(self, day: date, calendar: Calendar) -> None: ...
        def lapse(self, day: date, calendar: Calendar) -> None: ...

    budget_score: Mapped[int]
    chain_score: Mapped[int]
    urgency_score: Mapped[int]
    amount_score: Mapped[int]
    total_score: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    suggested_grade: Mapped[str] = mapped_column(String(1))
    grade: Mapped[str] = mapped_column(String(1), index=True)
    grade_reason: Mapped[str | None] = mapped_column(String(200))
    #: Since when another grade is suggested than the confirmed one, and nobody has looked at it.
    regrade_since: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    #: Since when the expected date has passed, and nobody has given a new one.
    redate_since: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)

    @declared_attr
    def grade_changes(cls) -> Mapped[list[GradeChange]]:
        """Its changed grades, amounts, dates, win rates and owners, the oldest first."""
        return relationship(back_populates="opportunity", order_by=GradeChange.id)

    def grade_as(
        self,
        grade: str,
        *,
        scores: tuple[int, int, int],
        suggestion: Suggestion,
        reason: str | None,
        by: User,
        at: datetime,
        calendar: Calendar,
    ) -> None:
        """Confirm a grade beside the suggestion; another than the suggested one needs a reason (R25).

        A new grade starts its rhythm today; what had lapsed under the old one is kept. Why a grade stays although
        another one is suggested is kept with it.
        """
        rules.check_open(self.status)
        check_confirmed(suggestion.grade, grade, reason)
        self.budget_score, self.chain_score, self.urgency_score = scores
        self._take_suggestion(suggestion)
        asked, said, self.regrade_since = self.regrade_since, self.grade_reason, None
        self.grade_reason = (reason or "").strip() or None if grade != suggestion.grade else None
        before, day = self.grade, clock.local(at).date()
        if grade == before:
            if self.grade_reason and (asked or self.grade_reason != said):
                self.note_change("grade", before, grade, by=by, at=at, reason=self.grade_reason)
            return
        if before is not None:
            self.lapse(day, calendar)
        self.grade = grade
        self.note_change("grade", before, grade, by=by, at=at, reason=reason)
        self.begin_rhythm(day, calendar)

    def resuggest(self, suggestion: Suggestion, *, at: datetime) -> bool:
        """Take a new suggestion as the date nears and say whether the grade changed; the confirmed one stays (R28)."""
        before = self.suggested_grade
        self._take_suggestion(suggestion)
        if suggestion.grade == before:
            return False
        self.regrade_since = at if suggestion.grade != self.grade else None
        self.note_change("suggested_grade", before, suggestion.grade, by=None, at=at, reason=None)
        return True

    def ask_for_date(self, *, at: datetime) -> None:
        """Ask for another expected date, since the one that was expected has passed (R28)."""
        if self.redate_since is None:
            self.redate_since = at

    def note_change(
        self, field: str, before: Any, after: Any, *, by: User | None, at: datetime, reason: str | None
    ) -> None:
        """Keep one change of grade, amount, expected date, win rate or owner, with its reason (F07)."""
        self.grade_changes.append(
            GradeChange(
                field=field, before=None if before is None else str(before), after=str(after),
                by=by, at=at, reason=(reason or "").strip() or None,
            )
        )  # fmt: skip

    def _take_suggestion(self, suggestion: Suggestion) -> None:
        self.amount_score, self.total_score = suggestion.amount_score, suggestion.total
        self.suggested_grade = suggestion.grade
