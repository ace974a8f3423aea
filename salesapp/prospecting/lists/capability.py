"""What lists of prospects tell the house (R13, R14)."""

from __future__ import annotations

import functools

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.chinese import currencies, industries, regions
from salesapp.documents.forms.registry import vocabulary
from salesapp.documents.numbering.rules import NumberKind
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.policies.rules import WORKING_DAYS, Group, Order, Policies, Policy
from salesapp.prospecting.assignment import routes as assignments
from salesapp.prospecting.lists import actions, queries, routes, sheets
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.rules import RESULT_LABELS
from salesapp.prospecting.rows import routes as rows
from salesapp.prospecting.scoring import jobs
from salesapp.prospecting.scoring.rules import INTENT_LABELS
from salesapp.prospecting.search.queries import find
from salesapp.rights.rules import SELLING
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.hits import Search
from salesapp.web.menu import Place
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("first_contact_workdays", Group.FIRST_CONTACT, 3, _l("First contact of a prospect within"),
           _l("Counted from the day on which it is assigned."), "R14", unit=WORKING_DAYS, low=1, high=20),
    Policy("prospect_high", Group.FIRST_CONTACT, 70, _l("High intent of prospects from"),
           _l("Score of a prospect, out of 100. They are contacted first."), "R14", unit=_l("points"), low=1, high=100),
    Policy("prospect_middle", Group.FIRST_CONTACT, 40, _l("Middle intent of prospects from"),
           _l("Below, a prospect has low intent."), "R14", unit=_l("points"), low=0, high=99),
    ),
    orders=(Order("prospect_middle", "prospect_high"),),
)  # fmt: skip

#: What a row has in common with the registration sheet has its words.
OF_THE_SHEET = vocabulary("F01", "customer")
SHARED = ("full_name", "credit_code", "industry", "region", "headcount", "address", "phone", "website", "decision_chain",
          "pain_points", "founded_on", "registered_capital", "postcode")  # fmt: skip
OF_PEOPLE = vocabulary("F01.contact", "prospect_person")

TRAIL = Vocabulary(
    records={
        "prospect_list": lazy_pgettext("trail", "list of prospects"),
        "prospect": lazy_pgettext("trail", "prospect"),
        "prospect_person": lazy_pgettext("trail", "person of a prospect"),
        "prospect_turn": lazy_pgettext("trail", "turn of a prospect"),
    },
    fields={
        **OF_PEOPLE.fields,
        **{f"prospect.{key}": OF_THE_SHEET.fields[f"customer.{key}"] for key in SHARED},
        "persona_version_id": lazy_pgettext("trail", "version of the persona"),
        "channel": lazy_pgettext("trail", "channel"),
        "prospect.channel": lazy_pgettext("trail", "source channel"),
        "prospect_list.channel": lazy_pgettext("trail", "source channel"),
        "source_note": lazy_pgettext("trail", "source details"),
        "closed_at": lazy_pgettext("trail", "closed at"),
        "list_id": lazy_pgettext("trail", "list of prospects"),
        "row_no": lazy_pgettext("trail", "row"),
        "annual_output": lazy_pgettext("trail", "yearly output"),
        "capital_currency": lazy_pgettext("trail", "currency of the capital"),
        "prospect.qq": "QQ",
        "remark": lazy_pgettext("trail", "remark"),
        "referrer": lazy_pgettext("trail", "referrer"),
        "intent_said": lazy_pgettext("trail", "intent chosen"),
        "assigned_at": lazy_pgettext("trail", "assigned at"),
        "planned_on": lazy_pgettext("trail", "planned day"),
        "prospect.call_at": lazy_pgettext("trail", "time of the call"),
        "prospect.next_on": lazy_pgettext("trail", "next contact"),
        "prospect.result": lazy_pgettext("trail", "result"),
        "contacted_at": lazy_pgettext("trail", "contacted at"),
        "ended_at": lazy_pgettext("trail", "ended at"),
        "import_id": lazy_pgettext("trail", "import"),
        "prospect_id": lazy_pgettext("trail", "prospect"),
    },
    codes={
        "prospect.channel": functools.partial(dictionaries.label, "source_channel"),
        "prospect_list.channel": functools.partial(dictionaries.label, "source_channel"),
        "prospect.industry": industries.words,
        "prospect.region": regions.words,
        "prospect.capital_currency": currencies.word,
        "prospect.result": RESULT_LABELS,
        "prospect.intent_said": INTENT_LABELS,
    },
)

#: The rows are given first: whoever gets a list may have none of its rows.
BELONGINGS = (
    Belonging(
        name="prospects", label=_l("Prospects to contact"), record="prospect", open=queries.held,
        people=(Prospect.owner_id,), pass_on=actions.take_over, holders=SELLING,
    ),
    Belonging(
        name="prospect_lists", label=_l("Lists of prospects"), record="prospect_list", open=queries.owned,
        people=(ProspectList.owner_id,), pass_on=actions.take_over_lists, holders=SELLING,
    ),
)  # fmt: skip

RIGHTS = dict.fromkeys(
    (
        "prospect_lists.index", "prospect_lists.new", "prospect_lists.create", "prospect_lists.show", "prospect_lists.edit",
        "prospect_lists.update", "prospect_lists.create_closing", "prospect_lists.create_reopening", "prospects.index",
        "prospects.show", "prospects.new", "prospects.create", "prospects.edit", "prospects.update",
        "prospects.create_reveal", "prospects.create_contact", "prospects.create_giving_up", "prospects.create_taking_up",
        "prospect_assignments.new", "prospect_assignments.create", "prospect_assignments.create_some",
    ),
    SELLING,
)  # fmt: skip

CAPABILITY = Capability(
    name="prospect_lists",
    blueprints=(routes.bp, rows.bp, assignments.bp),
    rights=RIGHTS,
    numbers=(NumberKind("prospect_list", "MD", 3),),
    policies=POLICIES,
    jobs=(Job("prospecting.rescore", Every.MINUTE, jobs.rescore),),
    menu=(Place(42, "prospects", _l("Lists"), "prospect_lists.index", "g l", icon="list", shelf=True),),
    opens={
        "prospect": ("prospects.show", "prospect_id"),
        "prospect_list": ("prospect_lists.show", "list_id"),
    },
    sheets={"F02": sheets.screening},
    searches=(Search("prospect", _l("Prospects"), find),),
    belongings=BELONGINGS,
    trail=TRAIL,
)
