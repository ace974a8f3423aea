"""What supplements and early endings tell the house (F11)."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.approvals.subjects.rules import Subject, each_line
from salesapp.capability import Capability
from salesapp.contracts import access
from salesapp.contracts.amendments import actions, page, queries, routes
from salesapp.contracts.amendments.early import jobs
from salesapp.contracts.amendments.models import Amendment
from salesapp.contracts.amendments.rules import EDITABLE, KIND_LABELS, STATUS_LABELS, UNDER_APPROVAL
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.approval import sheets
from salesapp.contracts.approval.wording import page as wording
from salesapp.contracts.hanging.rules import ENDS, Way, first
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.kinds.rules import Kind, Work, one_by_one

PARTS = {
    "number": _l("Number"),
    "contract": _l("Contract"),
    "kind": _l("What it is"),
    "what": _l("What is agreed"),
    "amount": _l("Contract amount"),
    "amount_before": _l("Contract amount before"),
    "ends_on": _l("Last day"),
    "delivery_on": _l("Delivery date"),
    "nodes": _l("Payment and its dates"),
    "confirmed": _l("Confirmed by the customer"),
    "files": _l("Files"),
    "customer": _l("Customer"),
}

READS = {
    "nodes": each_line(wording.instalment),
    "confirmed": wording.confirmed,
    "files": wording.files_of(queries.TYPE),
}

SUBJECT = Subject(
    type=queries.TYPE,
    label=_l("Supplement"),
    called=page.called,
    load=queries.load,
    hold=queries.hold,
    sees=queries.sees,
    describe=page.describe,
    letter=page.letter,
    freeze=actions.freeze,
    deviates=lambda frozen: str(frozen.get("what") or ""),
    parts=PARTS,
    reads=READS,
    route=actions.route,
    asks=approving.asks,
    settings=sheets.SETTINGS,
    runs=lambda amendment, user: access.may_keep(amendment.contract, user),
    submitter=lambda amendment, user: amendment.contract.owner,
    binds=lambda amendment: amendment.status in UNDER_APPROVAL,
    awaits=lambda amendment: amendment.status in EDITABLE,
    submitted=actions.submitted,
    ended=actions.ended,
    template="contracts/amendments/_to_decide.html",
    facts=page.to_decide,
)

RIGHTS = dict.fromkeys(
    (
        "amendments.new", "amendments.create", "amendments.edit", "amendments.update", "amendments.create_submission",
        "amendments.create_withdrawal", "amendments.create_signature", "amendments.create_voiding",
    ),
    SALES,
)  # fmt: skip

CAPABILITY = Capability(
    name="contracts.amendments",
    blueprints=(routes.bp,),
    belongings=(
        Belonging(
            name="amendments",
            label=_l("Supplements on their way"),
            record=queries.TYPE,
            open=queries.hanging,
            about={"contract": Amendment.contract_id}.get,
            as_work=True,
            fates={
                Way.VOID: ENDS,
                Way.COMPLETED: first(_l("have them signed, or void them")),
                Way.RENEWED: first(_l("have them signed, or void them")),
            },
        ),
    ),
    rights={"amendments.show": BUSINESS, "amendments.open_amendment": BUSINESS, **RIGHTS},
    approvals=(SUBJECT,),
    jobs=(Job("contracts.early_endings", Every.HOUR, jobs.carry_out),),
    takes_files=frozenset({"amendments.create", "amendments.update"}),
    attachments={queries.TYPE: queries.sees},
    opens={queries.TYPE: ("amendments.open_amendment", "amendment_id")},
    files_of_customer={queries.TYPE: queries.of_customer},
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(Kind(name=queries.ASKS, label=_l("Supplement"), lines=one_by_one(page.line), roles=SALES),),
    ),
    trail=Vocabulary(
        records={
            "contract_amendment": lazy_pgettext("trail", "supplement"),
            "amended_node": lazy_pgettext("trail", "payment node of a supplement"),
        },
        fields={
            "contract_amendment.what": _l("What is agreed"),
            "contract_amendment.delivery_on": _l("Delivery date"),
            "amount_before": lazy_pgettext("trail", "amount before"),
            "ends_before": lazy_pgettext("trail", "ended before the supplement on"),
            "delivery_before": lazy_pgettext("trail", "delivery before the supplement on"),
            "amendment_id": lazy_pgettext("trail", "supplement"),
        },
        codes={"contract_amendment.status": STATUS_LABELS, "contract_amendment.kind": KIND_LABELS},
    ),
)
