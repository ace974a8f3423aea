"""What the importer of notices tells the house."""

from __future__ import annotations

from salesapp.calendar.notices import jobs, routes
from salesapp.capability import Capability
from salesapp.rights.rules import RULERS
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="calendar.notices",
    blueprints=(routes.bp,),
    rights={
        "notices.new": RULERS,
        "notices.create_preview": RULERS,
        "notices.create": RULERS,
    },
    jobs=(Job("calendar.ask_for_notice", Every.NIGHT, jobs.ask_for_notice),),
    trail=Vocabulary(events={"notice_import": lazy_pgettext("trail", "notice imported")}),
)
