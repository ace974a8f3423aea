"""The codes of every capability in its own words, told to the audit trail, which lies below them all."""

from __future__ import annotations

import functools

from salesapp.accounts import trail_values
from salesapp.activities import kinds as talks
from salesapp.chinese import industries, regions
from salesapp.contracts import approval, checklist, handoff, payments
from salesapp.contracts import rules as contracts
from salesapp.customers import kinds
from salesapp.documents.registry import CODES as FORMS
from salesapp.documents.registry import form, spec
from salesapp.documents.sheets import f01, f06, f11, f12
from salesapp.opportunities import rules as opportunities
from salesapp.playbook import queries as playbook
from salesapp.playbook.dictionaries import DICTIONARIES
from salesapp.playbook.forms import METHODS, PARTS
from salesapp.playbook.policies import BY_KEY
from salesapp.playbook.scripts import KIND_NAMES
from salesapp.words import lazy_pgettext


def _word(dictionary: str):
    return functools.partial(playbook.label, dictionary)


def _form(code: str) -> str:
    return f"{code} {form(code).title}" if code in FORMS else code


def _materials(codes: str) -> str:
    known = dict(f12.MATERIALS)
    return "、".join(str(known.get(code, code)) for code in codes.split(","))


CODES = {
    "form": _form,
    "form_code": _form,
    "list": {
        "customers": lazy_pgettext("trail", "customers"),
        "opportunities": lazy_pgettext("trail", "opportunities"),
        "contracts": lazy_pgettext("trail", "contracts"),
    },
    "setting.key": {key: policy.label for key, policy in BY_KEY.items()},
    "dictionary": {key: one.name for key, one in DICTIONARIES.items()},
    "calendar_year.status": {
        "official": lazy_pgettext("trail", "official"),
        "provisional": lazy_pgettext("trail", "provisional"),
    },
    "script_template.kind": KIND_NAMES,
    "spin_question.part": PARTS,
    "objection_answer.kind": _word("objection_kind"),
    "method": METHODS,
    # customers and their people
    "customer.kind": dict(f01.KINDS),
    "customer.size": dict(f01.SIZES),
    "source_channel": _word("source_channel"),
    "industry": industries.words,
    "region": regions.words,
    "tier": dict(f01.TIERS),
    "activity_level": dict(f01.ACTIVITY_LEVELS),
    "credit_code_kind": kinds.CODE_KIND_WORDS,
    "contact.status": kinds.STATUS_WORDS,
    "salutation": dict(f01.SALUTATIONS),
    "decision_role": dict(f01.DECISION_ROLES),
    "preference": dict(f01.PREFERENCES),
    "privacy_notice_way": dict(f01.NOTICE_WAYS),
    # talks and tasks
    "activity.kind": talks.RECORD_KIND_LABELS,
    "channel": talks.CHANNEL_LABELS,
    "conclusion": talks.CONCLUSION_LABELS,
    "need.category": talks.NEED_CATEGORY_LABELS,
    "need.source": talks.NEED_SOURCE_LABELS,
    "promise.side": talks.SIDE_LABELS,
    "task.kind": talks.TASK_KIND_LABELS,
    "task.outcome": talks.TASK_OUTCOME_LABELS,
    # opportunities
    "grade": dict(f06.GRADES),
    "suggested_grade": dict(f06.GRADES),
    "stage": opportunities.STAGE_LABELS,
    "stage_change.before": {**opportunities.STAGE_LABELS, **opportunities.STATUS_LABELS},
    "stage_change.after": {**opportunities.STAGE_LABELS, **opportunities.STATUS_LABELS},
    "stage_change.reason": _word("close_reason"),
    "opportunity.status": opportunities.STATUS_LABELS,
    "decision": dict(spec("F06.decision").choices),
    "close_reason": _word("close_reason"),
    "product_type": _word("product_type"),
    "approval_with": trail_values.ROLE_NAMES,
    # contracts
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
}
#: How a sheet was printed, with and without a line in the register.
PRINTS = {
    "blank": lazy_pgettext("trail", "blank"),
    "filled": lazy_pgettext("trail", "filled"),
    "masked": lazy_pgettext("trail", "masked copy"),
}
CODES |= {"printed_sheet.kind": PRINTS, "print.kind": PRINTS}
trail_values.add_codes(CODES)
