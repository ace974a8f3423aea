"""What the filters of board and list mean, as conditions: chips, status, stage, owner, words, months behind a figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from salesapp.chinese import phone_search
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.queries import holds, picked
from salesapp.customers.search.words.queries import found_by, is_rare, of_found
from salesapp.opportunities.cadence.queries import overdue
from salesapp.opportunities.lists.rules import DECIDED, EVERY_STATUS, Asked, Wanted
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.months import month_after


def days(now: datetime) -> tuple[date, date, date, datetime]:
    """Return what the chips are asked with: today, this month's first day and the next one's, since when it is too long."""
    today = clock.local(now).date()
    first = today.replace(day=1)
    return today, first, month_after(first), now - timedelta(days=policy("board_stuck_days"))


def filters(
    today: date, first: date, after: date, stuck: datetime, grade: str
) -> dict[str, ColumnElement[bool]]:
    """Return the condition behind each chip: one grade, not followed up, expected this month, too long in a stage."""
    return {
        "grade": Opportunity.grade == grade,
        "late": overdue(today),
        "month": (Opportunity.expected_close_on >= first) & (Opportunity.expected_close_on < after),
        "stuck": Opportunity.stage_since < stuck,
    }


def _expected_in(month: date, today: date) -> ColumnElement[bool]:
    """Return which deals a month of the forecast counts: those of the present one include what is past its day."""
    until = Opportunity.expected_close_on < month_after(month)
    return until if month == today.replace(day=1) else until & (Opportunity.expected_close_on >= month)


def conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    """Return the filters that a person chose as conditions."""
    if not wanted.narrowed:
        return []
    found = filters(*days(now), wanted.grade)
    return [found[name] for name in wanted.chips]


def compared(asked: Asked, now: datetime) -> tuple[Any, ...]:
    """Return what the filters compare: the days of the chips, grade, stage, owner."""
    return (*days(now), asked.board.grade, asked.stage or None, asked.owner_id)


def filtered(query: Select, asked: Asked, now: datetime) -> Select:
    """Narrow a query by everything that a person asked for."""
    chips, status = asked.board.chips, asked.status
    return narrowed(query, *compared(asked, now), chips=chips, status=status).where(*besides(asked, now))


def narrowed(
    query: Select, today: date, month: date, next_month: date, stuck: datetime, grade: str, stage: str | None,
    owner_id: int | None, *, chips: Sequence[str], status: str,
) -> Select:  # fmt: skip
    """Narrow a query by the filters that most people use."""
    found = filters(today, month, next_month, stuck, grade)
    query = query.where(*(found[name] for name in chips))
    if status == DECIDED:
        query = query.where(Opportunity.status.in_((Status.WON, Status.LOST)))
    elif status != EVERY_STATUS:
        query = query.where(Opportunity.status == status)
    if stage is not None:
        query = query.where(Opportunity.stage == stage)
    return query if owner_id is None else query.where(Opportunity.owner_id == owner_id)


def besides(asked: Asked, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions that are put together for each request: words, and months behind a figure."""
    found = words(asked.text)
    if asked.closed:
        found += [Opportunity.closed_on >= asked.closed, Opportunity.closed_on < month_after(asked.closed)]
    if asked.expected:
        found.append(_expected_in(asked.expected, clock.local(now).date()))
    return found


def words(text: str) -> list[ColumnElement[bool]]:
    """Return a condition for each word: in the name in any way one finds a name, the number, or the customer."""
    if phone_search.sought(text):
        return [Opportunity.customer_id.in_(select(Customer.id).where(found_by(text)))]
    found = []
    for term in search_text.terms(text):
        said = picked if is_rare(term) else holds
        found.append(or_(said(Opportunity.search_text, term), of_found(Opportunity.customer_id, term)))
    return found
