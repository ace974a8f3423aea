"""What tasks tell the house."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Any

from sqlalchemy import true

from salesapp.accounts.belongings.rules import Belonging
from salesapp.activities.tasks import actions, page, queries, routes
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import CONTACTS, OTHERS, TASK_KIND_LABELS, TASK_OUTCOME_LABELS, TaskKind
from salesapp.activities.tasks.work.queries import SOURCE
from salesapp.capability import Capability
from salesapp.rights.rules import BUSINESS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.addresses import address
from salesapp.web.story import TO_COME, History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.kinds.rules import Column, Kind, Work, one_by_one

RIGHTS = {
    "tasks.index": BUSINESS,
    "tasks.show": BUSINESS,
    "tasks.new": BUSINESS,
    "tasks.create": BUSINESS,
    "tasks.create_completion": BUSINESS,
    "tasks.create_cancellation": BUSINESS,
    "tasks.create_reopening": BUSINESS,
    "tasks.create_assignment": BUSINESS,
}

TRAIL = Vocabulary(
    records={"task": lazy_pgettext("trail", "task")},
    fields={
        "task.title": lazy_pgettext("trail", "what is to be done"),
        "assignee_id": lazy_pgettext("trail", "assigned to"),
        "outcome": lazy_pgettext("trail", "outcome"),
        "noted_at": lazy_pgettext("trail", "written down later, at"),
        "subject_type": lazy_pgettext("trail", "about"),
        "subject_id": lazy_pgettext("trail", "about no."),
    },
    codes={"task.kind": TASK_KIND_LABELS, "task.outcome": TASK_OUTCOME_LABELS},
)


def _belonging(name: str, label: Any, kinds: Collection[str]) -> Belonging:
    return Belonging(
        name=name, label=label, record="task", open=functools.partial(queries.still_open, kinds),
        people=(Task.assignee_id,), about=queries.ABOUT.get, as_work=True, pass_on=actions.take_over, ends=true,
        end=actions.end, holders=BUSINESS,
    )  # fmt: skip


CAPABILITY = Capability(
    name="tasks",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    work=Work(
        sources=(SOURCE,),
        kinds=(
            Kind(
                name=TaskKind.NEXT_CONTACT,
                label=TASK_KIND_LABELS[TaskKind.NEXT_CONTACT],
                lines=one_by_one(page.next_contact),
            ),
            Kind(name="task", label=TASK_KIND_LABELS[TaskKind.GENERAL], lines=one_by_one(page.plain)),
        ),
        columns=(
            Column(
                30,
                _l("Overdue tasks"),
                frozenset({TaskKind.THANK_YOU, TaskKind.NEXT_CONTACT, "task"}),
                lambda person_id: address("tasks.index", state="late", who="team", person=person_id),
            ),
        ),
    ),
    belongings=(
        _belonging("next_contacts", _l("Next contacts and letters"), CONTACTS),
        _belonging("tasks", _l("Tasks"), OTHERS),
    ),
    opens={"task": ("tasks.show", "task_id")},
    history=History(frozenset({TO_COME}), page.tell, asks=queries.open_about),
    trail=TRAIL,
)
