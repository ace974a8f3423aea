"""What approvals ask of people (R3)."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.approvals.models import Approval
from salesapp.approvals.work import page, queries
from salesapp.capability import Capability
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Kind, Work, one_by_one

CAPABILITY = Capability(
    name="approvals.work",
    opens={"approval": ("approvals.show", "approval_id")},
    belongings=(
        Belonging(
            name="submissions",
            label=_l("Submitted for approval"),
            record="approval",
            open=queries.running,
            people=(Approval.submitted_by_id,),
            about=queries.record,
        ),
    ),
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(
                name=queries.APPROVAL, label=_l("Approval"), lines=one_by_one(page.todo), also=queries.waiting
            ),
        ),
    ),
)
