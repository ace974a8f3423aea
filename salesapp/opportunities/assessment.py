"""How one opportunity is judged: its grade, its win rate, the supervisor's word, and the history of all three (F06)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.opportunities import cadence, grading, rules
from salesapp.opportunities.history import GradeChange
from salesapp.web import clock


class Assessed:
    """The verbs of judging; the columns stand on the opportunity."""

    def grade_as(
        self,
        grade: str,
        *,
        scores: tuple[int, int, int],
        suggestion: grading.Suggestion,
        reason: str | None,
        by: User,
        at: datetime,
        calendar: cadence.Calendar,
    ) -> None:
        """Confirm a grade beside the suggestion; another than the suggested one needs a reason (R25).

        A new grade starts its rhythm today; what had lapsed under the old one is kept.
        """
        rules.check_open(self.status)
        grading.check_confirmed(suggestion.grade, grade, reason)
        self.budget_score, self.chain_score, self.urgency_score = scores
        self._take_suggestion(suggestion)
        self.grade_reason = (reason or "").strip() or None if grade != suggestion.grade else None
        before, day = self.grade, clock.local(at).date()
        if grade == before:
            return
        if before is not None:
            self._lapse(day, calendar)
        self.grade = grade
        self.note_change("grade", before, grade, by=by, at=at, reason=reason)
        self.begin_rhythm(day, calendar)

    def resuggest(self, suggestion: grading.Suggestion, *, at: datetime) -> bool:
        """Take a new suggestion as the date nears and say whether the grade changed; the confirmed one stays (R28)."""
        before = self.suggested_grade
        self._take_suggestion(suggestion)
        if suggestion.grade == before:
            return False
        self.note_change("suggested_grade", before, suggestion.grade, by=None, at=at, reason=None)
        return True

    def _take_suggestion(self, suggestion: grading.Suggestion) -> None:
        self.amount_score, self.total_score = suggestion.amount_score, suggestion.total
        self.suggested_grade = suggestion.grade

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

    def set_win_rate(self, rate: int, reason: str | None, *, by: User, at: datetime) -> None:
        """Set a win rate, in per cent, at most ten points from the stage's, with the reason (3.6)."""
        rules.check_win_rate(self.stage, rate, reason)
        if rate != self.win_rate:
            self.note_change("win_rate", f"{self.win_rate}%", f"{rate}%", by=by, at=at, reason=reason)
        self.win_rate = rate
        self.win_rate_reason = reason if rate != rules.WIN_RATES[self.stage] else None

    def decide(self, decision: str, *, by: User, at: datetime) -> None:
        """Put the supervisor's word on the file: agreed, to be completed, or not to be opened (F06 立项意见)."""
        rules.check_open(self.status)
        rules.check_decision(decision, may=by.id != self.owner_id)
        self.decision, self.decision_by, self.decision_at = decision, by, at
