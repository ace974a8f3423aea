"""What the approval of contracts tells the house."""

from __future__ import annotations

from decimal import Decimal

from salesapp.approvals.rules import STEP_LABELS
from salesapp.capability import Capability
from salesapp.contracts.approval import routes, sheets
from salesapp.policies.rules import (
    APPROVERS,
    HOURS,
    TEN_THOUSAND,
    WORKING_DAYS,
    Band,
    Group,
    Kind,
    Policies,
    Policy,
)
from salesapp.rights.rules import BUSINESS, SALES, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("approval_bands", Group.CONTRACTS,
           (Band(Decimal(100_000), (Role.SUPERVISOR,)),
            Band(Decimal(500_000), (Role.SUPERVISOR, Role.FINANCE)),
            Band(Decimal(1_000_000), (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR)),
            Band(None, (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR))),
           _l("Who approves contracts"),
           _l("Each line up to its amount, exclusive; the roles approve from left to right."),
           "3.6b", Kind.BANDS, unit=TEN_THOUSAND, choices=APPROVERS),
    Policy("approval_nonstandard_director", Group.CONTRACTS, True, _l("Non-standard clauses go to the director"),
           _l("A contract with an exception needs the director's approval whatever its amount."), "3.6b", Kind.FLAG),
    Policy("approval_workdays", Group.CONTRACTS, 1, _l("An approval is late after"),
           _l("Counted for each approver from the moment the contract waits for them."),
           "3.6b", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_legal_workdays", Group.CONTRACTS, 2, _l("Legal's review is late after"),
           _l("Reading a text takes longer than a yes: legal gets its own time."),
           "F11", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_reminder_hours", Group.CONTRACTS, 4, _l("Remind an approver at most every"),
           _l("The submitter may press for an answer once in this time."), "3.6b", unit=HOURS, low=1, high=168),
    ),
)  # fmt: skip

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
    policies=POLICIES,
    sheets={"F11": sheets.approval_sheet},
    trail=TRAIL,
)
