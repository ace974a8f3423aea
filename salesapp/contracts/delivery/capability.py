"""What the delivery of contracts tells the house (R42)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.delivery import page, queries, routes
from salesapp.contracts.delivery.rules import KIND_LABELS
from salesapp.rights.rules import BUSINESS, SALES, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.coming import Coming
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.kinds.rules import Kind, Work, one_by_one

SERVICE = frozenset({Role.SERVICE})

TRAIL = Vocabulary(
    records={
        "delivery_milestone": lazy_pgettext("trail", "milestone of a delivery"),
        "contract_warranty": lazy_pgettext("trail", "warranty"),
    },
    fields={
        "done_on": lazy_pgettext("trail", "actual day"),
        "left_out": lazy_pgettext("trail", "not needed"),
        "reported_by_id": lazy_pgettext("trail", "reported by"),
        "reported_at": lazy_pgettext("trail", "reported at"),
        "contract_warranty.starts_on": lazy_pgettext("trail", "warranty from"),
        "contract_warranty.ends_on": lazy_pgettext("trail", "warranty to"),
        "months": lazy_pgettext("trail", "months"),
    },
    codes={"delivery_milestone.kind": KIND_LABELS},
)

CAPABILITY = Capability(
    name="contracts.delivery",
    blueprints=(routes.bp,),
    rights={
        "delivery.show": BUSINESS,
        "delivery.open_milestone": BUSINESS,
        "delivery.create_delivery": SERVICE,
        "delivery.create_plan": SERVICE,
        "delivery.report": SERVICE,
        "delivery.create_report": SERVICE,
        "delivery.create_reversal": SERVICE,
    },
    takes_files=frozenset({"delivery.create_report"}),
    attachments={"delivery_milestone": queries.sees},
    opens={"delivery_milestone": ("delivery.open_milestone", "milestone_id")},
    files_of_customer={"delivery_milestone": queries.of_customer},
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(
                name=queries.PLAN, label=_l("Delivery to plan"), lines=one_by_one(page.to_plan), roles=SERVICE
            ),
            Kind(
                name=queries.REPORT, label=_l("Delivery due"), lines=one_by_one(page.to_report), roles=SERVICE
            ),
            Kind(
                name=queries.LATE,
                label=_l("Late delivery"),
                lines=one_by_one(page.late),
                roles=SALES,
                own=False,
            ),
        ),
    ),
    coming=(Coming(25, _l("Deliveries planned in 30 days"), SERVICE | SALES, page.expected),),
    trail=TRAIL,
)
