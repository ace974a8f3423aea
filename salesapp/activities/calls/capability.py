"""What the round of calls tells the house."""

from __future__ import annotations

from salesapp.activities.calls import routes, sheets
from salesapp.activities.calls.rules import REASON_LABELS, RESULT_LABELS
from salesapp.activities.calls.search.queries import find
from salesapp.activities.calls.story import page as story
from salesapp.activities.calls.story.queries import told
from salesapp.capability import Capability
from salesapp.policies.rules import MINUTES, Group, Policies, Policy
from salesapp.rights.rules import LEADERS, SALES, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.hits import Search
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("call_again_minutes", Group.FIRST_CONTACT, 60, _l("Who was not reached comes back after"),
           _l("At the end of the same day's round of calls."), "R15", unit=MINUTES, low=5, high=480),
    Policy("call_tries", Group.FIRST_CONTACT, 3, _l("Calls to one customer a day, at most"),
           _l("Who was not reached so often is called on another day."), "R15", low=1, high=10),
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="calls",
    blueprints=(routes.bp,),
    rights={
        "calls.show": SALES,
        "calls.create": SALES,
        "calls.create_undoing": SALES,
        "calls.index": SELLING,
        "calls.openings": LEADERS,
    },
    policies=POLICIES,
    sheets={"F03": sheets.call_cards},
    opens={"call": ("calls.index", "call")},
    searches=(Search("call", _l("Calls made"), find),),
    history=History(frozenset({story.GROUP}), story.tell, {story.GROUP: _l("Calls")}, asks=told),
    trail=Vocabulary(
        records={"call": lazy_pgettext("trail", "call")},
        fields={
            "call.key": lazy_pgettext("trail", "of the round"),
            "prospect_id": lazy_pgettext("trail", "row of a list"),
            "task_id": lazy_pgettext("trail", "task"),
            "script_version_id": lazy_pgettext("trail", "version of a script"),
            "later_at": lazy_pgettext("trail", "call again at"),
            "due_before": lazy_pgettext("trail", "due before"),
            "next_task_id": lazy_pgettext("trail", "next contact"),
            "undone_at": lazy_pgettext("trail", "taken back at"),
        },
        codes={"call.result": RESULT_LABELS, "call.reason": REASON_LABELS},
    ),
)
