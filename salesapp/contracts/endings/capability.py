"""What the ends of contracts tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.endings import jobs, page, queries, routes
from salesapp.contracts.endings.rules import KIND_LABELS
from salesapp.rights.rules import BUSINESS, SALES, Role
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.kinds.rules import Kind, Work, one_by_one

CAPABILITY = Capability(
    name="contracts.endings",
    blueprints=(routes.bp,),
    rights={
        "endings.show": BUSINESS,
        "endings.create_completion": SALES,
        "endings.create_renewal": SALES,
        "endings.create_reissue": SALES | {Role.LEGAL, Role.FINANCE},
    },
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(
                name=queries.EXPIRY, label=_l("Contract that ends"), lines=one_by_one(page.line), roles=SALES
            ),
        ),
    ),
    jobs=(Job("contracts.expiry", Every.HOUR, jobs.remind),),
    trail=Vocabulary(
        records={
            "contract_ending": lazy_pgettext("trail", "end of a contract"),
            "contract_reissue": lazy_pgettext("trail", "original issued again"),
        },
        fields={
            "expiry_told": lazy_pgettext("trail", "reminded days ahead"),
            "ended_on": lazy_pgettext("trail", "ended on"),
            "remark": lazy_pgettext("trail", "note"),
            "carried_out_at": lazy_pgettext("trail", "carried out at"),
            "successor_id": lazy_pgettext("trail", "goes on in"),
            "issued_on": lazy_pgettext("trail", "issued again on"),
            "contract_reissue.copies": lazy_pgettext("trail", "copies"),
        },
        codes={"contract_ending.kind": KIND_LABELS},
    ),
)
