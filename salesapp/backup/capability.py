"""What the backup tells the house."""

from __future__ import annotations

from salesapp.backup import jobs, page, routes
from salesapp.capability import Capability
from salesapp.rights.rules import KEEPER
from salesapp.schedule.rules import Every, Job
from salesapp.web.figures import Figures
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="backup",
    blueprints=(routes.bp,),
    rights={"backups.index": KEEPER, "backups.create": KEEPER},
    settings=(
        Tab(
            78,
            "backups.index",
            _l("Backups"),
            says=_l("The backups of the last nights, weeks and months, and whether the last one is whole."),
        ),
    ),
    figures=(Figures(35, KEEPER, page.figures),),
    watched={"backup": page.watched},
    jobs=(Job(jobs.NAME, Every.NIGHT, jobs.nightly),),
)
