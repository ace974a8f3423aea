"""What the hand-off tells the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.chinese.texts import enumerated
from salesapp.contracts.handoff import actions, queries, routes, rules, sheets
from salesapp.contracts.handoff.models import Handoff
from salesapp.contracts.hanging.rules import ENDS, Way
from salesapp.documents.forms import f12
from salesapp.documents.forms.registry import spec
from salesapp.documents.numbering.rules import NumberKind
from salesapp.policies.dates.rules import Dates
from salesapp.policies.rules import WORKING_DAYS, Group, Policies, Policy
from salesapp.rights.rules import BUSINESS, SALES, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("handoff_workdays", Group.CONTRACTS, 3, _l("Hand-off after signing within"),
           _l("Counted from the day after signing; make-up Saturdays and Sundays count."),
           "R41", unit=WORKING_DAYS, low=1, high=30),
    ),
    dates=(Dates(frozenset({"handoff_workdays"}), actions.follow_rules),),
)  # fmt: skip

RIGHTS = {
    "handoff.show": BUSINESS,
    "handoff.create_handoff": SALES,
    "handoff.create_receipt": frozenset({Role.FINANCE, Role.SERVICE}),
}


def _materials(codes: str) -> str:
    known = dict(f12.MATERIALS)
    return enumerated(str(known.get(code, code)) for code in codes.split(","))


TRAIL = Vocabulary(
    records={
        "handoff": lazy_pgettext("trail", "hand-off"),
        "handoff_receipt": lazy_pgettext("trail", "hand-off receipt"),
        "handoff_point": lazy_pgettext("trail", "point asked back of a hand-off"),
    },
    fields={
        **{f"handoff.{key}": spec(f"F12.{key}").label for key in rules.FIELDS},
        "handoff_id": lazy_pgettext("trail", "hand-off"),
        "opinion": lazy_pgettext("trail", "opinion"),
        "receipt_id": lazy_pgettext("trail", "hand-off receipt"),
        "handoff_point.asked": lazy_pgettext("trail", "what is missing"),
        "handoff_point.answer": lazy_pgettext("trail", "answer"),
        "answered_by_id": lazy_pgettext("trail", "answered by"),
        "handoff_point.answered_at": lazy_pgettext("trail", "answered at"),
        "sent_by_id": lazy_pgettext("trail", "sent by"),
        "escalated_at": lazy_pgettext("trail", "escalated at"),
        "materials_given": lazy_pgettext("trail", "materials given"),
    },
    codes={
        "handoff.status": rules.STATUS_LABELS,
        "handoff_receipt.status": rules.RECEIPT_LABELS,
        "handoff_receipt.department": rules.DEPARTMENT_LABELS,
        "invoice_kind": dict(spec("F12.invoice_kind").choices),
        "materials_given": _materials,
    },
)

CAPABILITY = Capability(
    name="handoff",
    blueprints=(routes.bp,),
    belongings=(
        Belonging(
            name="handoffs",
            label=_l("Hand-off not received"),
            record="contract_handoff",
            open=queries.hanging,
            about={"contract": Handoff.contract_id}.get,
            as_work=True,
            end=actions.end,
            fates={Way.TERMINATED: ENDS},
        ),
    ),
    opens={"contract_handoff": ("handoff.show", "contract_id")},
    rights=RIGHTS,
    policies=POLICIES,
    numbers=(NumberKind("handoff", "JJ", 3, monthly=True),),
    calendar=(actions.recalculate,),
    sheets={"F12": sheets.handoff_sheet},
    trail=TRAIL,
)
