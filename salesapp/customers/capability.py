"""What customers tell the house."""

from __future__ import annotations

import functools

from sqlalchemy import select

from salesapp.capability import Capability
from salesapp.chinese import industries, regions
from salesapp.customers import jobs, routes, sheets
from salesapp.customers.camera.capability import CAPABILITY as CAMERA
from salesapp.customers.contacts.capability import CAPABILITY as CONTACTS
from salesapp.customers.files.capability import CAPABILITY as FILES
from salesapp.customers.lists import page as lists
from salesapp.customers.lists.sheets import SELECTION
from salesapp.customers.models import Customer
from salesapp.customers.ownership.capability import CAPABILITY as OWNERSHIP
from salesapp.customers.picking.capability import CAPABILITY as PICKING
from salesapp.customers.rules import CODE_KIND_LABELS
from salesapp.customers.search.actions import write_anew
from salesapp.customers.search.queries import find, find_people
from salesapp.customers.story.queries import asked, tell
from salesapp.customers.support.capability import CAPABILITY as SUPPORT
from salesapp.documents.forms.registry import vocabulary
from salesapp.documents.numbering.rules import NumberKind
from salesapp.playbook.dictionaries import queries
from salesapp.policies.rules import DAYS, MONTHS, WORKING_DAYS, Group, Order, Policies, Policy
from salesapp.rights.rules import BUSINESS, SALES, SELLING
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.first_day import FirstStep
from salesapp.web.hits import Search
from salesapp.web.menu import Place
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("duplicate_score", Group.CUSTOMERS, 80, _l("Warn of a similar name from"),
           _l("Likeness of the company names, out of 100. Equal names, credit codes and mobiles are always refused."),
           "3.2", unit=_l("points"), low=50, high=100),
    Policy("tidy_up_workdays", Group.CARE, 3, _l("Monthly tidy-up until working day"),
           _l("Everybody goes through their customers in the first working days of the next month."),
           "R48", unit=WORKING_DAYS, low=1, high=20, awaited=True),
    Policy("contact_confirm_months", Group.CARE, 3, _l("Confirm the data every"),
           _l("With the key contact, so that names and numbers stay right."),
           "R49", unit=MONTHS, low=1, high=24, awaited=True),
    Policy("strategic_visit_months", Group.CARE, 3, _l("Visit strategic customers every"),
           _l("Shown as done by a visit record."), "R53", unit=MONTHS, low=1, high=24, awaited=True),
    Policy("executive_meeting_months", Group.CARE, 12, _l("Executive meeting every"),
           _l("With strategic customers."), "R53", unit=MONTHS, low=1, high=36, awaited=True),
    Policy("active_call_months", Group.CARE, 1, _l("Call active customers every"),
           _l("Beside the greetings on festivals."), "R54", unit=MONTHS, low=1, high=12, awaited=True),
    Policy("activity_high_days", Group.CARE, 30, _l("Highly active up to"),
           _l("Days since the last contact or order."), "R52", unit=DAYS, low=1, high=365, awaited=True),
    Policy("activity_medium_days", Group.CARE, 90, _l("Moderately active up to"),
           _l("Beyond, a customer counts as hardly active."), "R52", unit=DAYS, low=2, high=730, awaited=True),
    ),
    orders=(Order("activity_high_days", "activity_medium_days"),),
)  # fmt: skip

RIGHTS = {
    "customers.index": BUSINESS,
    "customers.export_list": SELLING,
    "customers.new": SALES,
    "customers.create": SALES,
    "customers.edit": SELLING,
    "customers.update": SELLING,
    "customers.check": SELLING,
    "customers.changes": BUSINESS,
}

#: By these lists are filtered too, where no table is named.
FILTERS = ("tier", "activity_level")
#: What the sheet calls the columns; below stands what no sheet defines.
OF_THE_SHEET = vocabulary("F01", "customer")
TRAIL = Vocabulary(
    events={"duplicate_seen": lazy_pgettext("trail", "learnt of customers not theirs while registering")},
    records={"customer": lazy_pgettext("trail", "customer")},
    fields={
        "customers": lazy_pgettext("trail", "customers, how many"),
        **OF_THE_SHEET.fields,
        **{key: OF_THE_SHEET.fields[f"customer.{key}"] for key in FILTERS},
        "last_contact_at": lazy_pgettext("trail", "last contact"),
        "percent": lazy_pgettext("trail", "percent"),
        "voided_at": lazy_pgettext("trail", "voided at"),
        "list": lazy_pgettext("trail", "list"),
        "verdict": lazy_pgettext("trail", "verdict"),
        "sort": lazy_pgettext("trail", "sorted by"),
        "former_names": lazy_pgettext("trail", "former names"),
        "credit_code_kind": lazy_pgettext("trail", "kind of number"),
        "parent_id": lazy_pgettext("trail", "parent company"),
        "field": lazy_pgettext("trail", "field"),
    },
    codes={
        **OF_THE_SHEET.codes,
        **{key: OF_THE_SHEET.codes[f"customer.{key}"] for key in FILTERS},
        "list": {"customers": lazy_pgettext("trail", "customers")},
        "customer.source_channel": functools.partial(queries.label, "source_channel"),
        "customer.industry": industries.words,
        "customer.region": regions.words,
        "customer.credit_code_kind": CODE_KIND_LABELS,
    },
)

CAPABILITY = Capability(
    name="customers",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    menu=(Place(20, "customers", _l("Customers"), "customers.index", "g c"),),
    policies=POLICIES,
    numbers=(NumberKind("customer", "KH", 4),),
    jobs=(Job("customers.fade", Every.NIGHT, jobs.fade),),
    starts_with=(write_anew,),
    sheets={"F01": sheets.registration},
    selections={"F01": SELECTION},
    opens={"customer": ("customers.show", "customer_id")},
    template_globals={"drawn_customers": lists.lines, "customer_words": lists.words},
    first_day=(
        FirstStep(
            10,
            _l("Register your first customer"),
            _l("Full name, industry, one contact: two minutes."),
            "customers.new",
            lambda user: select(Customer.id).where(Customer.owner_id == user.id).exists(),
            needed=True,
        ),
    ),
    searches=(
        Search("customer", _l("Customers"), find, while_typing=True),
        Search("contact", _l("People"), find_people, opens="customer"),
    ),
    history=History(frozenset({"change"}), tell, asks=asked),
    trail=TRAIL,
    nouns=(CAMERA, CONTACTS, OWNERSHIP, FILES, PICKING, SUPPORT),
)
