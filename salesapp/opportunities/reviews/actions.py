"""What is done about an ending: it is reviewed, the supervisor answers, what can be used again goes to the library (F24)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments.actions import attach_all
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.attachments.queries import of as files_of
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews import access, queries, rules
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.rules import Status
from salesapp.playbook.dictionaries.queries import dictionary
from salesapp.playbook.library.actions import save_item
from salesapp.playbook.library.models import LibraryItem
from salesapp.words import gettext as _


def review(
    opportunity: Opportunity, values: Mapping[str, Any], *, by: User, at: datetime
) -> OpportunityReview:
    """Write the review of an ending, or write it again until the supervisor has answered."""
    rules.check_reviewer(access.may_review(opportunity, by))
    rules.check_ended(opportunity.status == Status.OPEN)
    found = queries.review_of(opportunity)
    if found is None:
        found = OpportunityReview(
            opportunity_id=opportunity.id, ending=opportunity.endings, result=opportunity.status,
            closed_on=opportunity.closed_on,
        )  # fmt: skip
    causes = [word.code for word in dictionary("close_reason", keep=opportunity.close_reason)]
    found.tell(values, causes=causes, by=by, at=at)
    db.session.add(found)
    db.session.flush()
    if files := values.get("reusable"):
        attach_all(files, found, by=by, at=at)
    return found


def give_opinion(
    opportunity: Opportunity, found: OpportunityReview, words: str | None, *, by: User, at: datetime
) -> OpportunityReview:
    """Put the supervisor's opinion on a review."""
    found.give_opinion(words, may=access.may_give_opinion(opportunity, by), by=by, at=at)
    return found


def into_library(
    found: OpportunityReview, values: Mapping[str, Any], ids: Collection[int], *, by: User, at: datetime
) -> LibraryItem:
    """Make a piece of the library of what a review says is worth using again, with one of its files."""
    if found.library_item_id is not None:
        raise rules.ReviewRefused(_("It stands in the library already."), field="name")
    files = [one for one in files_of(queries.FILES_OF, found.id) if one.id in ids]
    if len(files) > 1:
        raise rules.ReviewRefused(_("One file a version."), field="file_ids")
    item = save_item(None, {**values, "active": True}, by=by, at=at)
    db.session.flush()
    for file in files:
        db.session.add(
            Attachment(
                owner_type="library_version", owner_id=item.versions[-1].id, name=file.name, media_type=file.media_type,
                size=file.size, sha256=file.sha256, uploaded_by=by, uploaded_at=at,
            )
        )  # fmt: skip
    found.library_item = item
    return item
