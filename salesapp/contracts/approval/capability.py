"""What the approval of contracts tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.approval import routes, sheets
from salesapp.contracts.approval.rules import STEP_LABELS
from salesapp.rights.rules import BUSINESS, SALES, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

RIGHTS = {
    "approval.inbox": BUSINESS - {Role.REP},
    "approval.show": BUSINESS,
    "approval.create_submission": SALES,
    "approval.create_withdrawal": SALES,
    "approval.create_approval": BUSINESS - {Role.REP},
    "approval.create_reminder": SALES,
}

TRAIL = Vocabulary(
    records={"approval_step": lazy_pgettext("trail", "approval step")},
    fields={
        "comment": lazy_pgettext("trail", "comment"),
        "decided_by_id": lazy_pgettext("trail", "decided by"),
        "decided_at": lazy_pgettext("trail", "decided at"),
        "submitted_at": lazy_pgettext("trail", "submitted at"),
        "submitted_by_id": lazy_pgettext("trail", "submitted by"),
        "round": lazy_pgettext("trail", "round"),
        "opened_at": lazy_pgettext("trail", "opened at"),
        "reminded_at": lazy_pgettext("trail", "reminded at"),
        "approval_round": lazy_pgettext("trail", "approval round"),
        "approved_at": lazy_pgettext("trail", "approved at"),
        "approved_sha256": lazy_pgettext("trail", "fingerprint of the approved text"),
    },
    codes={"approval_step.status": STEP_LABELS},
)

CAPABILITY = Capability(
    name="approval",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    sheets={"F11": sheets.approval_sheet},
    trail=TRAIL,
)
