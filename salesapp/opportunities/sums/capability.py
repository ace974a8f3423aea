"""What the sums of opportunities tell the house: they are compared with the records every night."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities.sums import actions
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="opportunities.sums",
    jobs=(Job("opportunities.compare_sums", Every.NIGHT, actions.compare),),
    starts_with=(actions.fill,),
    trail=Vocabulary(
        records={"opportunity_sum": lazy_pgettext("trail", "sums of opportunities")},
        events={"sums_mended": lazy_pgettext("trail", "sums mended to agree with their records")},
        fields={"sums": lazy_pgettext("trail", "sums")},
    ),
)
