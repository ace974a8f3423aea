"""How an opportunity is graded: four scores and the days left make a suggestion, a person decides (R25–R28).

Pure: no database, no Flask, no clock. Grades are the letters S, A and B; scores are whole numbers from 1 to 5.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from salesapp.refusals import Refusal
from salesapp.words import gettext as _

S, A, B = GRADES = ("S", "A", "B")  # from the hottest to the calmest
SCORES = range(1, 6)
MOST_POINTS = 5
WAN = 10_000


class GradeRefused(Refusal):
    """A grade that needs a reason, or a score that is none."""


@dataclass(frozen=True, slots=True)
class Grading:
    """What a team may set about grades: weights in per cent, limits in days, steps in 万元, intent out of 100."""

    s_max_days: int = 30
    a_max_days: int = 90
    weight_budget: int = 30
    weight_chain: int = 30
    weight_urgency: int = 25
    weight_amount: int = 15
    amount_steps: Sequence[Decimal] = (Decimal(5), Decimal(20), Decimal(50), Decimal(100))
    high_score: int = 70
    medium_score: int = 40


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the system suggests, and the two halves it comes from."""

    amount_score: int
    total: Decimal
    days_left: int
    by_days: str
    by_intent: str
    grade: str

    @property
    def score(self) -> Decimal:
        """The total as it is shown."""
        return score_shown(self.total)

    @property
    def overdue(self) -> bool:
        """Whether the expected date has passed: it wants a new date before the grade means anything (R28)."""
        return self.days_left < 0


def amount_score(amount: Decimal, steps: Sequence[Decimal]) -> int:
    """Score an amount in 元 from 1 to 5 by steps in 万元; an amount on a step has reached it (R25)."""
    return 1 + bisect_right(list(steps), Decimal(amount) / WAN)


def total_score(budget: int, chain: int, urgency: int, amount: int, grading: Grading) -> Decimal:
    """Return the weighted score, 1.00 to 5.00, of four scores from 1 to 5 (R25).

    Raises GradeRefused for a score outside 1–5. Weights that do not make 100 are taken in proportion.
    """
    scores = {"budget_score": budget, "chain_score": chain, "urgency_score": urgency, "amount_score": amount}
    for name, score in scores.items():
        if score not in SCORES:
            raise GradeRefused(_("A score is a whole number from 1 to 5."), field=name)
    weights = (grading.weight_budget, grading.weight_chain, grading.weight_urgency, grading.weight_amount)
    weighed = sum(score * weight for score, weight in zip(scores.values(), weights, strict=True))
    return (Decimal(weighed) / (sum(weights) or 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def score_shown(total: Decimal) -> Decimal:
    """Return a score as screens and sheets say it: one place, half up."""
    return total.quantize(Decimal("0.1"), ROUND_HALF_UP)


def grade_by_days(days_left: int, grading: Grading) -> str:
    """Return the grade that the days to the expected date allow (R26–R28).

    The guide counts days 30 and 90 twice; here day 30 is S and 31 is A, day 90 is A and 91 is B. A date that has
    passed counts as no time left: S.
    """
    if days_left <= grading.s_max_days:
        return S
    return A if days_left <= grading.a_max_days else B


def grade_by_intent(total: Decimal, grading: Grading) -> str:
    """Return the grade that the score allows: high intent S, medium A, low B (R26–R28)."""
    points = total * 100 / MOST_POINTS
    if points >= grading.high_score:
        return S
    return A if points >= grading.medium_score else B


def calmer(first: str, second: str) -> str:
    """Return the calmer of two grades: S needs both the time and the intent."""
    return max(first, second, key=GRADES.index)


def suggest(
    *,
    budget: int,
    chain: int,
    urgency: int,
    amount: Decimal,
    expected_on: date,
    today: date,
    grading: Grading,
) -> Suggestion:
    """Suggest a grade from four inputs and the days left (R25–R28).

    Raises GradeRefused for a score outside 1–5.
    """
    step = amount_score(amount, grading.amount_steps)
    total = total_score(budget, chain, urgency, step, grading)
    days_left = (expected_on - today).days
    by_days, by_intent = grade_by_days(days_left, grading), grade_by_intent(total, grading)
    return Suggestion(step, total, days_left, by_days, by_intent, calmer(by_days, by_intent))


def check_confirmed(suggested: str, confirmed: str, reason: str | None) -> None:
    """Refuse a confirmed grade that differs from the suggestion without a reason (R25)."""
    if confirmed not in GRADES:
        raise GradeRefused(_("Choose grade S, A or B."), field="grade")
    if confirmed != suggested and not (reason or "").strip():
        raise GradeRefused(
            _("The suggestion is %(suggested)s and you chose %(chosen)s: write why.",
              suggested=suggested, chosen=confirmed),
            field="grade_reason",
        )  # fmt: skip
