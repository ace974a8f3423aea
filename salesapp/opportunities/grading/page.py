"""What the grading sheet shows while somebody types: the suggested grade and why (R25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from salesapp.opportunities.grading.actions import suggested
from salesapp.opportunities.grading.rules import Suggestion
from salesapp.policies.page import how_often
from salesapp.refusals import Refusal
from salesapp.web import clock


@dataclass(frozen=True, slots=True)
class Advice:
    """The suggestion, and how often its grade is followed up."""

    suggestion: Suggestion
    rhythm: str


class Scored(Protocol):
    """A form that holds what a grade is suggested by."""

    budget_score: Any
    chain_score: Any
    urgency_score: Any
    expected_close_on: Any


def advice_of(form: Scored, amount: Decimal | None) -> Advice | None:
    """Return what the system suggests for what a form holds so far and an amount in 元."""
    scores = [field.data for field in (form.budget_score, form.chain_score, form.urgency_score)]
    return advice(scores, amount, form.expected_close_on.data)


def advice(scores: list[int | None], amount: Decimal | None, expected_on: date | None) -> Advice | None:
    """Return what the system suggests for what a form holds so far, or None while something is missing."""
    given = [score for score in scores if score is not None]
    if not amount or amount <= 0 or expected_on is None or len(given) < len(scores):
        return None
    try:
        suggestion = suggested(given, amount, expected_on, clock.today())
    except Refusal:
        return None
    return Advice(suggestion, how_often(suggestion.grade))
