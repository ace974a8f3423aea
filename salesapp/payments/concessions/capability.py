"""What write-offs and refunds tell the house (P08, P13)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.documents.numbering.rules import NumberKind
from salesapp.payments.concessions import routes
from salesapp.payments.concessions.actions import SUBJECT
from salesapp.payments.concessions.rules import CAUSE_LABELS, KIND_LABELS, STATUS_LABELS
from salesapp.policies.rules import Group, Policies, Policy
from salesapp.rights.rules import SELLING, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

MONEY = SELLING | {Role.FINANCE}

CAPABILITY = Capability(
    name="payments.concessions",
    blueprints=(routes.bp,),
    rights={
        **dict.fromkeys(
            ("concessions.new", "concessions.create", "concessions.show", "concessions.create_withdrawal"), MONEY
        ),
        "concessions.create_payment": frozenset({Role.FINANCE}),
    },
    policies=Policies(
        (
            Policy("concession_director_from", Group.PAYMENTS, 1000, _l("Write-offs and refunds go to the director from"),
                   _l("The supervisor and finance always decide; from this amount on the director does too. "
                      "All of one contract, or of one receipt, is added up."),
                   "R60", unit=_l("yuan"), low=0, high=10_000_000),
        ),
    ),
    numbers=(NumberKind("concession", "TK", 3, monthly=True),),
    approvals=(SUBJECT,),
    opens={"concession": ("concessions.show", "concession_id")},
    trail=Vocabulary(
        records={"concession": lazy_pgettext("trail", "write-off or refund")},
        fields={
            "cause": lazy_pgettext("trail", "cause"),
            "done_on": lazy_pgettext("trail", "booked on"),
            "refund_id": lazy_pgettext("trail", "refund"),
            "ended_at": lazy_pgettext("trail", "ended at"),
        },
        codes={
            "concession.kind": KIND_LABELS,
            "concession.status": STATUS_LABELS,
            "cause": CAUSE_LABELS,
        },
    ),
)  # fmt: skip
