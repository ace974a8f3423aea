"""What the rows of work tell the house: they are compared with the records every night."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext
from salesapp.work import actions
from salesapp.work.feed.capability import CAPABILITY as FEED

CAPABILITY = Capability(
    name="work",
    jobs=(Job("work.compare", Every.NIGHT, actions.compare),),
    starts_with=(actions.fill,),
    renews=(actions.renew,),
    nouns=(FEED,),
    trail=Vocabulary(
        records={"work_item": lazy_pgettext("trail", "work")},
        events={"work_mended": lazy_pgettext("trail", "work mended to agree with its records")},
    ),
)
