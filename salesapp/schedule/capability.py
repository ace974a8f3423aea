"""What the recurring jobs tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.rights.rules import KEEPER
from salesapp.schedule import page
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.figures import Figures
from salesapp.words import lazy_pgettext

TRAIL = Vocabulary(
    records={
        "job_run": lazy_pgettext("trail", "job run by itself"),
    },
    fields={
        "started_at": lazy_pgettext("trail", "began"),
        "slot": lazy_pgettext("trail", "slot"),
        "finished_at": lazy_pgettext("trail", "finished at"),
    },
)

CAPABILITY = Capability(
    name="schedule",
    figures=(Figures(30, KEEPER, page.figures),),
    trail=TRAIL,
)
