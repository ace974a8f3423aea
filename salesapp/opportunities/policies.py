"""The policies in force, as the values that the rules take (guide 1.7)."""

from __future__ import annotations

from salesapp.opportunities.cadence import Cadence, Rhythm
from salesapp.opportunities.grading import GRADES, Grading
from salesapp.policies.queries import policy


def grading() -> Grading:
    """Return the limits, weights and steps that grades are suggested by (R25–R28)."""
    return Grading(
        s_max_days=policy("grade_s_max_days"),
        a_max_days=policy("grade_a_max_days"),
        weight_budget=policy("grade_weight_budget"),
        weight_chain=policy("grade_weight_decision"),
        weight_urgency=policy("grade_weight_urgency"),
        weight_amount=policy("grade_weight_amount"),
        amount_steps=policy("grade_amount_steps"),
        high_score=policy("grade_high_score"),
        medium_score=policy("grade_medium_score"),
    )


def cadence() -> Cadence:
    """Return how often each grade is followed up, and what a holiday week does (R30–R33)."""
    return Cadence(
        rhythms={
            grade: Rhythm(policy(f"followup_{grade.lower()}_count"), policy(f"followup_{grade.lower()}_days"))
            for grade in GRADES
        },
        holiday_days=policy("followup_holiday_days"),
        holiday_rule=policy("followup_holiday_rule"),
    )
