"""What thank-you letters tell the house."""

from __future__ import annotations

from salesapp.activities.letters import actions, page, routes
from salesapp.activities.tasks.rules import TASK_KIND_LABELS, TaskKind
from salesapp.capability import Capability
from salesapp.rights.rules import SALES
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Kind, Work, one_by_one
from salesapp.work.rules import Kinds

CAPABILITY = Capability(
    name="letters",
    blueprints=(routes.bp,),
    rights={
        "letters.show": SALES,
        "letters.create_delivery": SALES,
        "letters.progress": SALES,
        "letters.create_confirmation": SALES,
        "letters.create_repetition": SALES,
        "letters.create_withdrawal": SALES,
        "letters.create_sending": SALES,
    },
    takes_files=frozenset({"letters.create_delivery"}),
    follows={"mail_letter": actions.follow_letter},
    work=Work(
        kinds=(
            Kind(
                name=TaskKind.THANK_YOU,
                label=TASK_KIND_LABELS[TaskKind.THANK_YOU],
                lines=one_by_one(page.todo),
            ),
        ),
        figures={"letters": Kinds(_l("Thank-you letters"), frozenset({TaskKind.THANK_YOU}))},
    ),
    opens={"thank_you": ("letters.show", "task_id")},
)
