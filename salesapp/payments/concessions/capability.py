"""What write-offs and refunds tell the house (P08, P13)."""

from __future__ import annotations

import functools

from sqlalchemy import true

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts.hanging.rules import Way, first, stays
from salesapp.documents.numbering.rules import NumberKind
from salesapp.payments.concessions import queries, routes
from salesapp.payments.concessions.actions import SUBJECT, end
from salesapp.payments.concessions.models import Concession
from salesapp.payments.concessions.rules import CAUSE_LABELS, KIND_LABELS, STATUS_LABELS, Kind
from salesapp.policies.rules import Group, Policies, Policy
from salesapp.rights.rules import SELLING, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

ABOUT = {
    "contract": Concession.contract_id,
    "customer": Concession.customer_id,
    "payment_node": Concession.node_id,
}.get
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
    belongings=(
        Belonging(
            name="write_offs", label=_l("Write-offs on their way"), record="concession",
            open=functools.partial(queries.still_open, Kind.WRITE_OFF), about=ABOUT, as_work=True, ends=true, end=end,
            fates={
                Way.COMPLETED: first(_l("have them decided, or take them back")),
                Way.RENEWED: stays(_l("they are decided as before")),
                Way.TERMINATED: stays(_l("they are decided; those over instalments that leave the plan end")),
            },
        ),
        Belonging(
            name="refunds", label=_l("Refunds on their way"), record="concession",
            open=functools.partial(queries.still_open, Kind.REFUND), about=ABOUT, as_work=True,
            survives=_l("the money is the customer's: they go on"),
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
