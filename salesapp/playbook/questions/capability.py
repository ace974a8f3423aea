"""What the question bank tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.chinese.industries import words
from salesapp.playbook.questions import actions, routes
from salesapp.playbook.questions.rules import PARTS
from salesapp.rights.rules import BUSINESS, KEEPER, RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="questions.index",
    blueprints=(routes.bp,),
    rights={
        "questions.index": BUSINESS | KEEPER,
        "questions.new": RULERS,
        "questions.create": RULERS,
        "questions.edit": RULERS,
        "questions.update": RULERS,
        "questions.create_move": RULERS,
    },
    starts_with=(actions.fill,),
    trail=Vocabulary(
        records={"spin_question": lazy_pgettext("trail", "SPIN question")},
        fields={
            "part": lazy_pgettext("trail", "SPIN part"),
            "question": lazy_pgettext("trail", "question"),
            "spin_question.industry": lazy_pgettext("trail", "industry"),
        },
        codes={"spin_question.part": PARTS, "spin_question.industry": words},
    ),
)
