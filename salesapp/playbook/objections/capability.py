"""What answers to objections tell the house."""

from __future__ import annotations

import functools

from salesapp.capability import Capability
from salesapp.playbook.dictionaries.queries import label
from salesapp.playbook.objections import actions, routes
from salesapp.playbook.objections.rules import METHODS
from salesapp.rights.rules import BUSINESS, KEEPER, RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="objections.index",
    blueprints=(routes.bp,),
    rights={
        "objections.index": BUSINESS | KEEPER,
        "objections.new": RULERS,
        "objections.create": RULERS,
        "objections.edit": RULERS,
        "objections.update": RULERS,
    },
    starts_with=(actions.fill,),
    trail=Vocabulary(
        records={"objection_answer": lazy_pgettext("trail", "answer to an objection")},
        fields={
            "objection": lazy_pgettext("trail", "objection"),
            "answer": lazy_pgettext("trail", "answer"),
            "method": lazy_pgettext("trail", "way of answering"),
        },
        codes={"objection_answer.kind": functools.partial(label, routes.KINDS), "method": METHODS},
    ),
)
