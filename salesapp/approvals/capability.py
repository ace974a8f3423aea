"""What approvals tell the house: the words of their verdicts, whatever is approved."""

from __future__ import annotations

from salesapp.approvals.rules import STEP_LABELS
from salesapp.capability import Capability
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="approvals",
    trail=Vocabulary(
        events={"approval": lazy_pgettext("trail", "decided on approval")},
        fields={
            "step": lazy_pgettext("trail", "approval step"),
            "verdict": lazy_pgettext("trail", "verdict"),
        },
        codes={"verdict": STEP_LABELS},
    ),
)
