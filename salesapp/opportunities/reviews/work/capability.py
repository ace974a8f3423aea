"""What endings ask of people (F24)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities.reviews.work import page, queries
from salesapp.opportunities.reviews.work.rules import OPINION, REVIEW
from salesapp.rights.rules import LEADERS, SELLING
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Kind, Work, one_by_one

CAPABILITY = Capability(
    name="opportunities.reviews.work",
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(name=REVIEW, label=_l("Review of an ending"), lines=one_by_one(page.review), roles=SELLING),
            Kind(
                name=OPINION, label=_l("Opinion on a review"), lines=one_by_one(page.opinion), roles=LEADERS
            ),
        ),
    ),
)
