"""What the sums of the pictures tell the house: they are compared with the records every night."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.home.pictures.sums import actions
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="home.pictures.sums",
    jobs=(Job("pictures.compare_sums", Every.NIGHT, actions.compare),),
    starts_with=(actions.fill,),
    trail=Vocabulary(
        records={"picture_sum": lazy_pgettext("trail", "sums of the pictures")},
        events={
            "picture_sums_mended": lazy_pgettext(
                "trail", "sums of the pictures mended to agree with their records"
            )
        },
    ),
)
