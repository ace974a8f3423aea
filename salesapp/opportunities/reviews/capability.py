"""What reviews of endings tell the house (R6, F24)."""

from __future__ import annotations

import functools

from salesapp.capability import Capability
from salesapp.documents.batches.rules import Selection
from salesapp.opportunities.lists import capability as lists
from salesapp.opportunities.reviews import queries, routes, sheets
from salesapp.opportunities.reviews.work.capability import CAPABILITY as WORK
from salesapp.opportunities.rules import STATUS_LABELS
from salesapp.playbook.dictionaries.queries import label
from salesapp.policies.rules import WORKING_DAYS, Group, Policies, Policy
from salesapp.rights.rules import BUSINESS, LEADERS, RULERS, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAUSE = functools.partial(label, "close_reason")

CAPABILITY = Capability(
    name="opportunities.reviews",
    blueprints=(routes.bp,),
    rights={
        "reviews.show": BUSINESS,
        "reviews.new": SELLING,
        "reviews.create": SELLING,
        "reviews.create_opinion": LEADERS,
        "reviews.create_library_item": RULERS,
    },
    policies=Policies(
        (
            Policy(
                "review_workdays", Group.CADENCE, 5, _l("Review of an ending within"),
                _l("Working days from the end of an opportunity to its review."), "R6", unit=WORKING_DAYS, low=1, high=60,
            ),
        )
    ),
    sheets={"F24": sheets.review_sheet},
    selections={"F24": Selection(lists.find, lists.named, lists.FILTERS, ())},
    takes_files=frozenset({"reviews.create"}),
    attachments={queries.FILES_OF: queries.sees},
    trail=Vocabulary(
        records={"opportunity_review": lazy_pgettext("trail", "review of an ending")},
        fields={
            "result": lazy_pgettext("trail", "result"),
            "cause": lazy_pgettext("trail", "main cause"),
            "second_cause": lazy_pgettext("trail", "second cause"),
            "rival": lazy_pgettext("trail", "competitor"),
            "rival_price": lazy_pgettext("trail", "their price"),
            "opportunity_review.words": lazy_pgettext("trail", "customer's words"),
            "turning": lazy_pgettext("trail", "turning point"),
            "done_right": lazy_pgettext("trail", "what we did right"),
            "to_improve": lazy_pgettext("trail", "what to improve"),
            "opinion": lazy_pgettext("trail", "supervisor's opinion"),
            "opinion_by_id": lazy_pgettext("trail", "opinion by"),
            "opinion_at": lazy_pgettext("trail", "opinion at"),
            "library_item_id": lazy_pgettext("trail", "piece of the library"),
        },
        codes={"opportunity_review.result": STATUS_LABELS, "cause": CAUSE, "second_cause": CAUSE},
    ),
    nouns=(WORK,),
)  # fmt: skip
