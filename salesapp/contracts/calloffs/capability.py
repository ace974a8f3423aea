"""What call-offs tell the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts.calloffs import queries, routes
from salesapp.contracts.hanging.rules import Way, first, stays
from salesapp.contracts.models import Contract
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

BELONGINGS = (
    Belonging(
        name="calloffs_unsigned", label=_l("Call-offs not signed"), record="contract", open=queries.unsigned,
        about={"contract": Contract.framework_id}.get, as_work=True,
        fates=dict.fromkeys(
            (Way.COMPLETED, Way.RENEWED, Way.TERMINATED), first(_l("have them signed, void them, or take them out of it"))
        ),
    ),
    Belonging(
        name="calloffs", label=_l("Call-offs that run"), record="contract", open=queries.running,
        about={"contract": Contract.framework_id}.get, as_work=True,
        fates={
            Way.COMPLETED: first(_l("complete or end each of them")),
            Way.RENEWED: stays(_l("each runs to its own end, no further one is called off")),
            Way.TERMINATED: stays(_l("each runs to its own end, no further one is called off")),
        },
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="contracts.calloffs",
    blueprints=(routes.bp,),
    belongings=BELONGINGS,
    rights={"calloffs.show": BUSINESS, "calloffs.create_calloff": SALES, "calloffs.create_reversal": SALES},
    trail=Vocabulary(fields={"framework_id": lazy_pgettext("trail", "framework contract")}),
)
