"""What contact records, and the letters, tasks and promises that come of them, tell the house."""

from __future__ import annotations

from salesapp.activities import access, page, queries, routes, sheets
from salesapp.activities import rules as talks
from salesapp.activities.calls.capability import CAPABILITY as CALLS
from salesapp.activities.first_contacts.capability import CAPABILITY as FIRST_CONTACTS
from salesapp.activities.guide.capability import CAPABILITY as GUIDE
from salesapp.activities.handouts.capability import CAPABILITY as HANDOUTS
from salesapp.activities.letters.actions import follow_rules
from salesapp.activities.letters.capability import CAPABILITY as LETTERS
from salesapp.activities.promises.capability import CAPABILITY as PROMISES
from salesapp.activities.search.actions import index_titles
from salesapp.activities.search.queries import PREFIX, find, find_tasks
from salesapp.activities.tasks.capability import CAPABILITY as TASKS
from salesapp.activities.visits.capability import CAPABILITY as VISITS
from salesapp.activities.wordings.capability import CAPABILITY as WORDINGS
from salesapp.capability import Capability
from salesapp.documents.numbering.rules import NumberKind
from salesapp.policies.dates.rules import Dates
from salesapp.policies.rules import HOURS, Group, Kind, Order, Policies, Policy
from salesapp.rights.rules import BUSINESS, LEADERS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.first_day import FirstStep
from salesapp.web.hits import Search
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("thank_you_hours", Group.FIRST_CONTACT, 24, _l("Thank-you mail within"),
           _l("Counted by the clock from the end of the first contact, nights and weekends included."),
           "R21", unit=HOURS, low=1, high=168),
    Policy("thank_you_amber_hours", Group.FIRST_CONTACT, 16, _l("Turns amber after"),
           _l("From then on the thank-you mail stands near the top of the day's work."),
           "R21", unit=HOURS, low=1, high=168),
    Policy("thank_you_next_workday", Group.FIRST_CONTACT, False, _l("Roll to the next working day"),
           _l("A deadline on a day off moves to noon of the next working day."), "R21", Kind.FLAG),
    Policy("record_hours", Group.FIRST_CONTACT, 2, _l("Write a contact down within"),
           _l("Counted from its end; a later record is marked as a late entry."), "F05", unit=HOURS, low=1, high=72),
    Policy("record_edit_hours", Group.FIRST_CONTACT, 72, _l("Authors may change a contact record for"),
           _l("Afterwards only the supervisor may; every change is kept."), "F05", unit=HOURS, low=1, high=720),
    Policy("task_undo_hours", Group.FIRST_CONTACT, 24, _l("An ended task can be reopened for"),
           _l("A slip is taken back at once; later a new task is written."), "R45", unit=HOURS, low=1, high=168),
    ),
    orders=(Order("thank_you_amber_hours", "thank_you_hours"),),
    dates=(Dates(frozenset({"thank_you_hours", "thank_you_next_workday"}), follow_rules),),
)  # fmt: skip

RIGHTS = {
    "activities.new": SALES,
    "activities.create": SALES,
    "activities.show": BUSINESS,
    "activities.edit": SALES,
    "activities.update": SALES,
    "activities.create_comment": LEADERS,
}

TRAIL = Vocabulary(
    records={
        "activity": lazy_pgettext("trail", "contact record"),
        "need": lazy_pgettext("trail", "need"),
    },
    fields={
        "contact_id": lazy_pgettext("trail", "contact person"),
        "activity_id": lazy_pgettext("trail", "contact record"),
        "ended_at": lazy_pgettext("trail", "ended"),
        "channel": lazy_pgettext("trail", "channel"),
        "summary": lazy_pgettext("trail", "summary"),
        "next_at": lazy_pgettext("trail", "next contact"),
        "next_purpose": lazy_pgettext("trail", "purpose of the next contact"),
        "done_at": lazy_pgettext("trail", "done at"),
        "done_by_id": lazy_pgettext("trail", "done by"),
        "is_first": lazy_pgettext("trail", "first contact with the customer"),
        "situation": lazy_pgettext("trail", "situation"),
        "problem": lazy_pgettext("trail", "problem"),
        "implication": lazy_pgettext("trail", "implication"),
        "need_payoff": lazy_pgettext("trail", "need and payoff"),
        "feedback": lazy_pgettext("trail", "feedback"),
        "competition": lazy_pgettext("trail", "competition"),
        "conclusion": lazy_pgettext("trail", "conclusion"),
        "no_next_reason": lazy_pgettext("trail", "why no next contact"),
        "late_entry": lazy_pgettext("trail", "late entry"),
        "supervisor_comment": lazy_pgettext("trail", "supervisor's comment"),
        "commented_by_id": lazy_pgettext("trail", "comment by"),
        "commented_at": lazy_pgettext("trail", "comment at"),
        "category": lazy_pgettext("trail", "category"),
        "needs": lazy_pgettext("trail", "needs"),
        "promises": lazy_pgettext("trail", "promises"),
    },
    codes={
        "activity.kind": talks.RECORD_KIND_LABELS,
        "channel": talks.CHANNEL_LABELS,
        "conclusion": talks.CONCLUSION_LABELS,
        "need.category": talks.NEED_CATEGORY_LABELS,
        "need.source": talks.NEED_SOURCE_LABELS,
    },
)

CAPABILITY = Capability(
    name="activities",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    policies=POLICIES,
    numbers=(NumberKind("activity", "GT", 3, monthly=True),),
    sheets={"F05": sheets.contact_record, "F07": sheets.follow_up_record},
    takes_files=frozenset({"activities.create"}),
    attachments={"activity": access.sees},
    files_of_customer={"activity": access.of_customer},
    opens={"activity": ("activities.show", "activity_id")},
    first_day=(
        FirstStep(
            20,
            _l("Record your first contact"),
            _l("It opens the thank-you letter and the next appointment by itself."),
            "activities.new",
            queries.has_written,
            needed=True,
        ),
    ),
    starts_with=(index_titles,),
    searches=(
        Search("activity", _l("Contact records"), find, prefix=PREFIX),
        Search("task", _l("Tasks"), find_tasks),
    ),
    history=History(
        frozenset({"contact"}),
        page.tell,
        {"contact": _l("Talks"), "change": _l("Changes")},
        asks=queries.told,
    ),
    trail=TRAIL,
    nouns=(GUIDE, LETTERS, TASKS, PROMISES, VISITS, WORDINGS, FIRST_CONTACTS, HANDOUTS, CALLS),
)
