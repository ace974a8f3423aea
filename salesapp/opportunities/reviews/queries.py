"""Reviews of endings, read: that of the present ending, with what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import seen_at
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.models import OpportunityReview

FILES_OF = "opportunity_review"


def of_ending():
    """Return the condition that a review is that of the present ending of its opportunity."""
    return and_(
        OpportunityReview.opportunity_id == Opportunity.id,
        OpportunityReview.ending == Opportunity.endings,
        OpportunityReview.result == Opportunity.status,
    )


def hold(opportunity_id: int) -> None:
    """Hold an opportunity until the commit: of two who write its first review at once the second meets the other's."""
    db.session.execute(select(Opportunity.id).where(Opportunity.id == opportunity_id).with_for_update())


def review_of(opportunity: Opportunity) -> OpportunityReview | None:
    """Return the review of the present ending of an opportunity that the caller found for its reader."""
    query = (
        select(OpportunityReview)
        .join(Opportunity, of_ending())
        .where(Opportunity.id == opportunity.id)
        .options(
            joinedload(OpportunityReview.by),
            joinedload(OpportunityReview.opinion_by),
            joinedload(OpportunityReview.library_item),
        )
    )
    return db.session.scalar(query)


def earlier(opportunity: Opportunity) -> Sequence[OpportunityReview]:
    """Return the reviews of its endings before the present one, the latest first: they were taken back."""
    query = select(OpportunityReview).where(
        OpportunityReview.opportunity_id == opportunity.id, OpportunityReview.ending != opportunity.endings
    )
    query = query.options(joinedload(OpportunityReview.by)).order_by(OpportunityReview.id.desc())
    return db.session.scalars(query).unique().all()


def sees(review_id: int, user: User) -> bool:
    """Return whether a person sees a review and its files."""
    its = seen_at(OpportunityReview.opportunity_id, user)
    query = select(OpportunityReview.id).where(OpportunityReview.id == review_id, its)
    return db.session.scalar(query) is not None
