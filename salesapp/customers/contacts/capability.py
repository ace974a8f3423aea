"""What the people at a customer tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers.contacts import routes
from salesapp.customers.contacts.rules import STATUS_LABELS
from salesapp.documents.forms import f01
from salesapp.rights.rules import BUSINESS, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

RIGHTS = {
    "contacts.new": SELLING,
    "contacts.create": SELLING,
    "contacts.edit": SELLING,
    "contacts.update": SELLING,
    "contacts.create_key": SELLING,
    "contacts.create_reveal": BUSINESS,
    "contacts.new_departure": SELLING,
    "contacts.create_departure": SELLING,
}

TRAIL = Vocabulary(
    records={"contact": lazy_pgettext("trail", "contact person")},
    events={"unmask": lazy_pgettext("trail", "unmasked")},
    fields={
        "is_key": lazy_pgettext("trail", "key contact"),
        "mobile": lazy_pgettext("trail", "mobile"),
        "landline": lazy_pgettext("trail", "landline"),
        "wechat": lazy_pgettext("trail", "WeChat"),
        "department": lazy_pgettext("trail", "department"),
        "decision_role": lazy_pgettext("trail", "decision role"),
        "pinyin": lazy_pgettext("trail", "pinyin"),
        "salutation": lazy_pgettext("trail", "form of address"),
        "preference": lazy_pgettext("trail", "preferred way of contact"),
        "preferred_time": lazy_pgettext("trail", "preferred time"),
        "privacy_notice_way": lazy_pgettext("trail", "told of personal data by"),
        "privacy_notice_on": lazy_pgettext("trail", "told of personal data on"),
        "accepts_greetings": lazy_pgettext("trail", "accepts greetings"),
        "status_on": lazy_pgettext("trail", "status since"),
        "status_reason": lazy_pgettext("trail", "reason for the status"),
        "successor_id": lazy_pgettext("trail", "successor"),
    },
    codes={
        "contact.status": STATUS_LABELS,
        "salutation": dict(f01.SALUTATIONS),
        "decision_role": dict(f01.DECISION_ROLES),
        "preference": dict(f01.PREFERENCES),
        "privacy_notice_way": dict(f01.NOTICE_WAYS),
    },
)

CAPABILITY = Capability(name="customers.contacts", blueprints=(routes.bp,), rights=RIGHTS, trail=TRAIL)
