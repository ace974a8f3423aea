"""What the delivery of contracts tells the house (R42)."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts.delivery import actions, page, queries, routes
from salesapp.contracts.delivery.models import Milestone, Warranty
from salesapp.contracts.delivery.rules import KIND_LABELS
from salesapp.contracts.hanging.rules import ENDS, Way, first, stays
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

BELONGINGS = (
    Belonging(
        name="milestones", label=_l("Milestones not reported"), record="delivery_milestone", open=queries.hanging,
        about={"contract": Milestone.contract_id}.get, as_work=True, end=actions.end,
        fates={
            Way.COMPLETED: first(_l("after-sales reports them, or notes that they are not needed")),
            Way.RENEWED: first(_l("after-sales reports them, or notes that they are not needed")),
            Way.TERMINATED: ENDS,
        },
    ),
    Belonging(
        name="warranties", label=_l("Warranty that runs"), record="contract", open=queries.warranties,
        about={"contract": Warranty.contract_id}.get, as_work=True,
        fates={
            Way.COMPLETED: first(_l("complete the contract after its last day")),
            Way.RENEWED: stays(_l("it runs on until its last day")),
            Way.TERMINATED: stays(_l("it runs on until its last day")),
        },
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="contracts.delivery",
    blueprints=(routes.bp,),
    belongings=BELONGINGS,
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
                name=queries.PLAN,
                label=_l("Delivery to plan"),
                lines=one_by_one(page.to_plan),
                by_day=True,
                roles=SERVICE,
            ),
            Kind(
                name=queries.REPORT,
                label=_l("Delivery due"),
                lines=one_by_one(page.to_report),
                by_day=True,
                roles=SERVICE,
            ),
            Kind(
                name=queries.LATE,
                label=_l("Late delivery"),
                lines=one_by_one(page.late),
                by_day=True,
                roles=SALES,
                own=False,
            ),
        ),
    ),
    coming=(Coming(25, _l("Deliveries planned in 30 days"), SERVICE | SALES, page.expected),),
    trail=TRAIL,
)
