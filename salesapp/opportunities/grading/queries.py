"""The grading that the team has set (guide 1.7)."""

from __future__ import annotations

from salesapp.opportunities.grading.rules import Grading
from salesapp.policies.queries import policy


def in_force() -> Grading:
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
