"""What the people at a customer tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers.contacts import routes
from salesapp.customers.contacts.rules import STATUS_LABELS
from salesapp.documents.forms.registry import vocabulary
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

#: What the sheet calls the columns; below stands what no sheet defines.
OF_THE_SHEET = vocabulary("F01.contact", "contact")
TRAIL = Vocabulary(
    records={"contact": lazy_pgettext("trail", "contact person")},
    events={"unmask": lazy_pgettext("trail", "unmasked")},
    fields={
        **OF_THE_SHEET.fields,
        "is_key": lazy_pgettext("trail", "key contact"),
        "pinyin": lazy_pgettext("trail", "pinyin"),
        "preferred_time": lazy_pgettext("trail", "preferred time"),
        "accepts_greetings": lazy_pgettext("trail", "accepts greetings"),
        "status_on": lazy_pgettext("trail", "status since"),
        "status_reason": lazy_pgettext("trail", "reason for the status"),
        "successor_id": lazy_pgettext("trail", "successor"),
    },
    codes={**OF_THE_SHEET.codes, "contact.status": STATUS_LABELS},
)

CAPABILITY = Capability(name="customers.contacts", blueprints=(routes.bp,), rights=RIGHTS, trail=TRAIL)
