"""What the recurring jobs tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.trail.wording.rules import Vocabulary
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
    trail=TRAIL,
)
