"""What contracts tell the house."""

from __future__ import annotations

from decimal import Decimal

from salesapp.capability import Capability
from salesapp.contracts import (
    approval,
    checklist,
    handing,
    handoff,
    jobs,
    payments,
    routes,
    selection,
    sheets,
    sight,
    words,
)
from salesapp.contracts import rules as contracts
from salesapp.contracts.guide.capability import CAPABILITY as GUIDE
from salesapp.contracts.search.capability import CAPABILITY as SEARCH
from salesapp.contracts.story.capability import CAPABILITY as STORY
from salesapp.contracts.work.capability import CAPABILITY as WORK
from salesapp.documents.forms import f11, f12
from salesapp.documents.forms.registry import spec
from salesapp.documents.numbering.rules import NumberKind
from salesapp.policies.rules import (
    APPROVERS,
    HOURS,
    TEN_THOUSAND,
    WORKING_DAYS,
    Band,
    Group,
    Kind,
    Policies,
    Policy,
)
from salesapp.rights.rules import BUSINESS, SALES, SELLING, Role
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.menu import Place
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


def _materials(codes: str) -> str:
    known = dict(f12.MATERIALS)
    return "、".join(str(known.get(code, code)) for code in codes.split(","))


POLICIES = Policies(
    (
    Policy("handoff_workdays", Group.CONTRACTS, 3, _l("Hand-off after signing within"),
           _l("Counted from the day after signing; make-up Saturdays and Sundays count."),
           "R41", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_bands", Group.CONTRACTS,
           (Band(Decimal(100_000), (Role.SUPERVISOR,)),
            Band(Decimal(500_000), (Role.SUPERVISOR, Role.FINANCE)),
            Band(Decimal(1_000_000), (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR)),
            Band(None, (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR))),
           _l("Who approves contracts"),
           _l("Each line up to its amount, exclusive; the roles approve from left to right."),
           "3.6b", Kind.BANDS, unit=TEN_THOUSAND, choices=APPROVERS),
    Policy("approval_nonstandard_director", Group.CONTRACTS, True, _l("Non-standard clauses go to the director"),
           _l("A contract with an exception needs the director's approval whatever its amount."), "3.6b", Kind.FLAG),
    Policy("approval_workdays", Group.CONTRACTS, 1, _l("An approval is late after"),
           _l("Counted for each approver from the moment the contract waits for them."),
           "3.6b", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_legal_workdays", Group.CONTRACTS, 2, _l("Legal's review is late after"),
           _l("Reading a text takes longer than a yes: legal gets its own time."),
           "F11", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_reminder_hours", Group.CONTRACTS, 4, _l("Remind an approver at most every"),
           _l("The submitter may press for an answer once in this time."), "3.6b", unit=HOURS, low=1, high=168),
    ),
)  # fmt: skip

RIGHTS = {
    "contracts.index": BUSINESS,
    "contracts.export_list": SALES | {Role.DIRECTOR, Role.FINANCE},
    "contracts.new": SALES,
    "contracts.create": SALES,
    "contracts.figures": SALES,
    "contracts.show": BUSINESS,
    "contracts.edit": SALES,
    "contracts.update": SALES,
    "contracts.checklist_page": BUSINESS,
    "contracts.create_check": SALES,
    "contracts.create_submission": SALES,
    "contracts.create_withdrawal": SALES,
    "contracts.inbox": BUSINESS - {Role.REP},
    "contracts.approvals": BUSINESS,
    "contracts.create_approval": BUSINESS - {Role.REP},
    "contracts.create_reminder": SALES,
    "contracts.create_signature": SALES,
    "contracts.create_archiving": SALES | {Role.LEGAL, Role.FINANCE},
    "contracts.create_attachment": SALES | {Role.LEGAL},
    "contracts.create_voiding": SELLING,
    "contracts.handoff": BUSINESS,
    "contracts.create_handoff": SALES,
    "contracts.create_receipt": frozenset({Role.FINANCE, Role.SERVICE}),
}

TRAIL = Vocabulary(
    records={
        "contract": lazy_pgettext("trail", "contract"),
        "payment_node": lazy_pgettext("trail", "payment node"),
        "checklist_item": lazy_pgettext("trail", "checklist item"),
        "approval_step": lazy_pgettext("trail", "approval step"),
        "handoff": lazy_pgettext("trail", "hand-off"),
        "handoff_receipt": lazy_pgettext("trail", "hand-off receipt"),
    },
    events={
        "approval": lazy_pgettext("trail", "decided on approval"),
    },
    fields={
        "contract_id": lazy_pgettext("trail", "contract"),
        "result": lazy_pgettext("trail", "result"),
        "exception": lazy_pgettext("trail", "exception"),
        "comment": lazy_pgettext("trail", "comment"),
        "opinion": lazy_pgettext("trail", "opinion"),
        "decided_by_id": lazy_pgettext("trail", "decided by"),
        "decided_at": lazy_pgettext("trail", "decided at"),
        "checked_by_id": lazy_pgettext("trail", "checked by"),
        "checked_at": lazy_pgettext("trail", "checked at"),
        "explained_on": lazy_pgettext("trail", "explained on"),
        "confirmed_by": lazy_pgettext("trail", "confirmed by"),
        "confirmed_on": lazy_pgettext("trail", "confirmed on"),
        "signed_on": lazy_pgettext("trail", "signed on"),
        "submitted_at": lazy_pgettext("trail", "submitted at"),
        "submitted_by_id": lazy_pgettext("trail", "submitted by"),
        "planned_on": lazy_pgettext("trail", "planned on"),
        "condition": lazy_pgettext("trail", "condition"),
        "step": lazy_pgettext("trail", "approval step"),
        "round": lazy_pgettext("trail", "round"),
        "opened_at": lazy_pgettext("trail", "opened at"),
        "reminded_at": lazy_pgettext("trail", "reminded at"),
        "confirmed_way": lazy_pgettext("trail", "way of confirming"),
        "our_entity": lazy_pgettext("trail", "our entity"),
        "tax_rate": lazy_pgettext("trail", "tax rate"),
        "currency": lazy_pgettext("trail", "currency"),
        "sign_method": lazy_pgettext("trail", "way of signing"),
        "starts_on": lazy_pgettext("trail", "starts on"),
        "ends_on": lazy_pgettext("trail", "ends on"),
        "delivery_on": lazy_pgettext("trail", "delivery on"),
        "delivery_cycle": lazy_pgettext("trail", "delivery cycle"),
        "delivery_content": lazy_pgettext("trail", "delivery content"),
        "delivery_place": lazy_pgettext("trail", "delivery place"),
        "payment_terms": lazy_pgettext("trail", "payment terms"),
        "after_sales": lazy_pgettext("trail", "after-sales service"),
        "acceptance": lazy_pgettext("trail", "acceptance"),
        "template_version": lazy_pgettext("trail", "template version"),
        "is_standard_text": lazy_pgettext("trail", "standard text"),
        "deviation": lazy_pgettext("trail", "deviation from the standard text"),
        "gross_margin": lazy_pgettext("trail", "gross margin"),
        "approval_round": lazy_pgettext("trail", "approval round"),
        "approved_at": lazy_pgettext("trail", "approved at"),
        "approved_sha256": lazy_pgettext("trail", "fingerprint of the approved text"),
        "conditions_met": lazy_pgettext("trail", "conditions met"),
        "seal_kind": lazy_pgettext("trail", "seal"),
        "seal_copies": lazy_pgettext("trail", "sealed copies"),
        "sealed_by": lazy_pgettext("trail", "sealed by"),
        "sealed_on": lazy_pgettext("trail", "sealed on"),
        "archive_no": lazy_pgettext("trail", "archive no."),
        "archived_by": lazy_pgettext("trail", "archived by"),
        "archived_on": lazy_pgettext("trail", "archived on"),
        "voided_by_id": lazy_pgettext("trail", "voided by"),
        "void_reason": lazy_pgettext("trail", "reason for voiding"),
        "sent_by_id": lazy_pgettext("trail", "sent by"),
        "escalated_at": lazy_pgettext("trail", "escalated at"),
        "business_contact": lazy_pgettext("trail", "business contact"),
        "technical_contact": lazy_pgettext("trail", "technical contact"),
        "finance_contact": lazy_pgettext("trail", "finance contact"),
        "invoice_kind": lazy_pgettext("trail", "kind of invoice"),
        "invoice_info": lazy_pgettext("trail", "invoice details"),
        "deposit": lazy_pgettext("trail", "deposit"),
        "warranty": lazy_pgettext("trail", "warranty"),
        "response_time": lazy_pgettext("trail", "response time"),
        "customer_notes": lazy_pgettext("trail", "notes on the customer"),
        "materials_given": lazy_pgettext("trail", "materials given"),
        "open_items": lazy_pgettext("trail", "open items"),
        "sent_content": lazy_pgettext("trail", "content sent"),
        "handoff_id": lazy_pgettext("trail", "hand-off"),
    },
    codes={
        "list": {"contracts": lazy_pgettext("trail", "contracts")},
        "contract.status": contracts.STATUS_LABELS,
        "contract.kind": dict(spec("F11.kind").choices),
        "currency": {"CNY": lazy_pgettext("trail", "yuan (CNY)")},
        "sign_method": dict(f11.SIGN_METHODS),
        "seal_kind": dict(f11.SEALS),
        "payment_node.kind": payments.NODE_LABELS,
        "checklist_item.result": {
            "ok": lazy_pgettext("trail", "fits"),
            "bad": lazy_pgettext("trail", "does not fit"),
            "na": lazy_pgettext("trail", "does not apply"),
        },
        "confirmed_way": checklist.WAY_LABELS,
        "approval_step.status": approval.STEP_LABELS,
        "verdict": approval.STEP_LABELS,
        "handoff.status": handoff.STATUS_LABELS,
        "handoff_receipt.status": handoff.RECEIPT_LABELS,
        "handoff_receipt.department": handoff.DEPARTMENT_LABELS,
        "invoice_kind": dict(spec("F12.invoice_kind").choices),
        "materials_given": _materials,
    },
)

CAPABILITY = Capability(
    name="contracts",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    menu=(
        Place(40, "contracts", _l("Contracts"), "contracts.index", "g k", count=lambda day: len(day.waiting)),
    ),
    policies=POLICIES,
    numbers=(NumberKind("contract", "XS-HT-", 4), NumberKind("handoff", "JJ", 3, monthly=True)),
    jobs=(Job("contracts.chase", Every.HOUR, jobs.chase),),
    calendar=(handing.recalculate,),
    template_globals=words.GLOBALS,
    shows={
        "customer": dict.fromkeys(sight.BY_CONTRACT, sight.customers_behind),
        "opportunity": dict.fromkeys(sight.BY_CONTRACT, sight.opportunities_behind),
    },
    sheets={
        "F10": sheets.checklist_sheet,
        "F11": sheets.approval_sheet,
        "F12": sheets.handoff_sheet,
    },
    selections=dict.fromkeys(("F10", "F11", "F12"), selection.SELECTION),
    attachments={"contract": sight.sees},
    trail=TRAIL,
    nouns=(GUIDE, WORK, SEARCH, STORY),
)
