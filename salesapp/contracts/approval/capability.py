"""What the approval of contracts tells the house."""

from __future__ import annotations

from salesapp.approvals.rules import SEAT_LABELS
from salesapp.approvals.subjects.rules import Subject
from salesapp.capability import Capability
from salesapp.contracts import access
from salesapp.contracts.approval import actions, page, queries, routes, sheets
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.approval.wording.page import READS
from salesapp.contracts.checklist.reopening.rules import PARTY
from salesapp.contracts.models import TERMS
from salesapp.contracts.rules import SUBMITTABLE, UNDER_APPROVAL
from salesapp.documents.forms.registry import form, spec
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

#: What is approved, as the sheets call it, for “changed since”.
PARTS = {
    "number": spec("F11.number").label,
    **{f"customer.{key}": spec(f"F01.{key}").label for key in PARTY},
    **{key: each.label for key, each in form("F11").named_fields() if key in TERMS},
    "currency": _l("Currency"),
    "delivery_cycle": _l("Delivery time"),
    "delivery_content": _l("Delivered"),
    "acceptance": _l("Acceptance"),
    "template_version": _l("Template version"),
    "payment_nodes": _l("Payment and its dates"),
    "checks": _l("Checklist"),
    "files": _l("Files"),
    "clauses": _l("Clauses that deviate"),
    "left_out": _l("Clauses left out"),
    "no_code": _l("Why there is no credit code"),
    "unquoted": _l("Why without a quotation"),
    "lines": _l("Lines"),
}

SUBJECT = Subject(
    type=SUBJECT_TYPE,
    label=_l("Contract"),
    load=queries.load,
    hold=queries.hold,
    sees=access.sees,
    describe=page.describe,
    letter=page.letter,
    freeze=actions.freeze,
    shows=actions.shows,
    deviates=lambda frozen: str(frozen.get("deviation") or ""),
    rests_on=lambda contract: [("customer", contract.customer_id)],
    parts=PARTS,
    reads=READS,
    parts_since=("clauses", "left_out", "no_code", "lines", "unquoted"),
    route=actions.route,
    asks=actions.asks,
    settings=sheets.SETTINGS,
    runs=access.may_keep,
    submitter=lambda contract, user: contract.owner,
    binds=lambda contract: contract.status in UNDER_APPROVAL,
    awaits=lambda contract: contract.status in SUBMITTABLE,
    submitted=actions.submitted,
    moved_on=actions.moved_on,
    ended=actions.ended,
    template="contracts/approval/_to_decide.html",
    facts=page.to_decide,
)

RIGHTS = {
    "approval.inbox": BUSINESS,
    "approval.show": BUSINESS,
    "approval.create_submission": SALES,
    "approval.create_withdrawal": SALES,
}

TRAIL = Vocabulary(
    # Until 0007 a contract had steps of its own; the trail still tells of them.
    records={"approval_step": lazy_pgettext("trail", "approval step")},
    codes={"approval_step.status": SEAT_LABELS},
    fields={
        "decided_by_id": lazy_pgettext("trail", "decided by"),
        "decided_at": lazy_pgettext("trail", "decided at"),
        "approval_round": lazy_pgettext("trail", "approval round"),
        "approved_at": lazy_pgettext("trail", "approved at"),
        "approved_sha256": lazy_pgettext("trail", "fingerprint of the approved text"),
    },
)

CAPABILITY = Capability(
    name="approval",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    approvals=(SUBJECT,),
    sheets={"F11": sheets.approval_sheet},
    trail=TRAIL,
)
