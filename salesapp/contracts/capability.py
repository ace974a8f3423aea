"""What contracts tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts import access, jobs, models, routes, rules
from salesapp.contracts.amendments.capability import CAPABILITY as AMENDMENTS
from salesapp.contracts.approval.capability import CAPABILITY as APPROVAL
from salesapp.contracts.calloffs.capability import CAPABILITY as CALLOFFS
from salesapp.contracts.checklist.capability import CAPABILITY as CHECKLIST
from salesapp.contracts.coming.capability import CAPABILITY as COMING
from salesapp.contracts.delivery.capability import CAPABILITY as DELIVERY
from salesapp.contracts.endings.capability import CAPABILITY as ENDINGS
from salesapp.contracts.explanations.capability import CAPABILITY as EXPLANATIONS
from salesapp.contracts.guide.capability import CAPABILITY as GUIDE
from salesapp.contracts.handoff.capability import CAPABILITY as HANDOFF
from salesapp.contracts.lines.capability import CAPABILITY as LINES
from salesapp.contracts.lists.sheets import SELECTION
from salesapp.contracts.ownership.capability import CAPABILITY as OWNERSHIP
from salesapp.contracts.payments.rules import NODE_LABELS
from salesapp.contracts.search.capability import CAPABILITY as SEARCH
from salesapp.contracts.signing.capability import CAPABILITY as SIGNING
from salesapp.contracts.story.capability import CAPABILITY as STORY
from salesapp.contracts.support.capability import CAPABILITY as SUPPORT
from salesapp.contracts.texts.capability import CAPABILITY as TEXTS
from salesapp.contracts.work.capability import CAPABILITY as WORK
from salesapp.documents.forms import f11
from salesapp.documents.forms.registry import form, spec
from salesapp.documents.numbering.rules import NumberKind
from salesapp.rights.rules import BUSINESS, SALES, SELLING, Role
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.menu import Place
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

RIGHTS = {
    "contracts.index": BUSINESS,
    "contracts.export_list": SALES | {Role.DIRECTOR, Role.FINANCE},
    "contracts.new": SALES,
    "contracts.create": SALES,
    "contracts.figures": SALES,
    "contracts.show": BUSINESS,
    "contracts.edit": SALES,
    "contracts.update": SALES,
    "contracts.create_attachment": SALES | {Role.LEGAL},
    "contracts.create_voiding": SELLING,
}

TRAIL = Vocabulary(
    records={
        "contract": lazy_pgettext("trail", "contract"),
        "contract_voiding": lazy_pgettext("trail", "voiding of a contract"),
        "payment_node": lazy_pgettext("trail", "payment node"),
        "past_instalment": lazy_pgettext("trail", "payment node as it was"),
    },
    fields={
        **{f"contract.{key}": each.label for key, each in form("F11").named_fields() if key in models.TERMS},
        "department": lazy_pgettext("trail", "department"),
        "contract_id": lazy_pgettext("trail", "contract"),
        "planned_on": lazy_pgettext("trail", "planned on"),
        "met_on": lazy_pgettext("trail", "condition met on"),
        "expected_on": lazy_pgettext("trail", "expected on"),
        "dropped_on": lazy_pgettext("trail", "out of the plan since"),
        "condition": lazy_pgettext("trail", "condition"),
        "currency": lazy_pgettext("trail", "currency"),
        "delivery_cycle": lazy_pgettext("trail", "delivery cycle"),
        "delivery_content": lazy_pgettext("trail", "delivery content"),
        "acceptance": lazy_pgettext("trail", "acceptance"),
        "template_version": lazy_pgettext("trail", "template version"),
        "voided_by_id": lazy_pgettext("trail", "voided by"),
        "void_reason": lazy_pgettext("trail", "reason for voiding"),
    },
    codes={
        "list": {"contracts": lazy_pgettext("trail", "contracts")},
        "contract.status": rules.STATUS_LABELS,
        "contract.kind": dict(spec("F11.kind").choices),
        "currency": {"CNY": lazy_pgettext("trail", "yuan (CNY)")},
        "sign_method": dict(f11.SIGN_METHODS),
        "payment_node.kind": NODE_LABELS,
    },
)

CAPABILITY = Capability(
    name="contracts",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    menu=(Place(40, "contracts", _l("Contracts"), "contracts.index", "g k"),),
    numbers=(NumberKind("contract", "XS-HT-", 4),),
    jobs=(Job("contracts.chase", Every.HOUR, jobs.chase),),
    shows={
        "customer": dict.fromkeys(access.BY_CONTRACT, access.customers_behind),
        "opportunity": dict.fromkeys(access.BY_CONTRACT, access.opportunities_behind),
    },
    selections=dict.fromkeys(("F10", "F11", "F12"), SELECTION),
    takes_files=frozenset({"contracts.create", "contracts.update", "contracts.create_attachment"}),
    attachments={"contract": access.sees},
    files_of_customer={"contract": access.of_customer},
    trail=TRAIL,
    nouns=(
        OWNERSHIP,
        LINES,
        CHECKLIST,
        EXPLANATIONS,
        TEXTS,
        AMENDMENTS,
        ENDINGS,
        CALLOFFS,
        HANDOFF,
        DELIVERY,
        APPROVAL,
        SIGNING,
        GUIDE,
        WORK,
        SEARCH,
        STORY,
        SUPPORT,
        COMING,
    ),
)
