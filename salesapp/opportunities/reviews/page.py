"""What the page of a review shows, and the part of it on the page of its opportunity (F24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.documents.attachments import queries as attachments
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews import access, queries, rules
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.rules import Status
from salesapp.playbook.dictionaries.queries import label
from salesapp.web import menu


@dataclass(frozen=True, slots=True)
class Desk:
    """One review as a person meets it."""

    opportunity: Opportunity
    review: OpportunityReview
    cause: str
    second_cause: str
    against: Decimal | None
    cycle_days: int
    files: Sequence[Any]
    may_rewrite: bool
    may_give_opinion: bool
    may_keep: bool
    #: The reviews of endings that were taken back.
    earlier: Sequence[OpportunityReview]


def desk(opportunity: Opportunity, review: OpportunityReview, user: User) -> Desk:
    """Return a review as a person meets it."""
    answered = review.opinion_at is not None
    return Desk(
        opportunity=opportunity, review=review, cause=label("close_reason", review.cause),
        second_cause=label("close_reason", review.second_cause), cycle_days=cycle_days(opportunity),
        against=rules.against(opportunity.counted, review.rival_price), files=attachments.of(queries.FILES_OF, review.id),
        may_rewrite=access.may_review(opportunity, user) and not answered,
        may_give_opinion=access.may_give_opinion(opportunity, user) and not answered,
        may_keep=review.library_item_id is None and menu.may_open("library.new"),
        earlier=queries.earlier(opportunity),
    )  # fmt: skip


def cycle_days(opportunity: Opportunity) -> int:
    """Return the days from the opening of an opportunity to its end."""
    return opportunity.cycle_days or 0


def ended(opportunity: Opportunity) -> bool:
    """Return whether an opportunity has ended."""
    return opportunity.status != Status.OPEN
