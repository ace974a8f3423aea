"""Grading: the system suggests, a person confirms (R25–R28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.opportunities.decisions import actions as decisions
from salesapp.opportunities.grading import rules
from salesapp.opportunities.grading.queries import in_force
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import check_expected
from salesapp.web import clock

SCORES = ("budget_score", "chain_score", "urgency_score")


def grade(opportunity: Opportunity, values: Mapping[str, Any], *, by: User, at: datetime) -> Opportunity:
    """Score and grade an opportunity: the system suggests, the person confirms (R25)."""
    today = clock.local(at).date()
    expected_on = values.get("expected_close_on")
    if expected_on is not None and expected_on != opportunity.expected_close_on:
        check_expected(expected_on, today)
        changed = {"expected_close_on": expected_on}
        reason = values.get("change_reason") or values.get("grade_reason")
        opportunity.describe(changed, by=by, at=at, reason=reason)
    scores = tuple(values[name] for name in SCORES)
    suggestion = suggested(scores, opportunity.amount, opportunity.expected_close_on, today)
    opportunity.grade_as(
        values["grade"], scores=scores, suggestion=suggestion, reason=values.get("grade_reason"), by=by, at=at,
        calendar=work_calendar(),
    )  # fmt: skip
    return opportunity


def grade_again(
    opportunity: Opportunity, values: Mapping[str, Any], *, by: User, at: datetime
) -> Opportunity:
    """Grade an opportunity that is open already; what is being decided on its file is asked anew."""
    grade(opportunity, values, by=by, at=at)
    decisions.follow(opportunity, by=by, at=at)
    return opportunity


def suggest(opportunity: Opportunity, today: date) -> rules.Suggestion:
    """Return what the system suggests for an opportunity on a day."""
    scores = tuple(getattr(opportunity, name) for name in SCORES)
    return suggested(scores, opportunity.amount, opportunity.expected_close_on, today)


def suggested(scores: Iterable[int], amount: Decimal, expected_on: date, today: date) -> rules.Suggestion:
    """Return the suggestion for scores, an amount in 元 and a date, by the policies in force."""
    budget, chain, urgency = scores
    return rules.suggest(
        budget=budget, chain=chain, urgency=urgency, amount=amount, expected_on=expected_on, today=today,
        grading=in_force(),
    )  # fmt: skip
