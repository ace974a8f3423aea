"""What the playbook tells the house."""

from __future__ import annotations

import functools

from salesapp.capability import Capability
from salesapp.playbook import dictionary_routes, routes
from salesapp.playbook import queries as playbook
from salesapp.playbook.dictionaries import DICTIONARIES
from salesapp.playbook.forms import METHODS, PARTS
from salesapp.playbook.scripts import KIND_NAMES
from salesapp.rights.rules import BUSINESS, KEEPER, RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


def _word(dictionary: str):
    return functools.partial(playbook.label, dictionary)


RIGHTS = {
    "dictionaries.index": RULERS,
    "dictionaries.show": RULERS,
    "dictionaries.create": RULERS,
    "dictionaries.edit": RULERS,
    "dictionaries.update": RULERS,
    "dictionaries.create_move": RULERS,
    "playbook.scripts": BUSINESS | KEEPER,
    "playbook.new_script": RULERS,
    "playbook.create_script": RULERS,
    "playbook.edit_script": RULERS,
    "playbook.update_script": RULERS,
    "playbook.create_preview": RULERS,
    "playbook.questions": BUSINESS | KEEPER,
    "playbook.new_question": RULERS,
    "playbook.create_question": RULERS,
    "playbook.edit_question": RULERS,
    "playbook.update_question": RULERS,
    "playbook.create_question_move": RULERS,
    "playbook.objections": BUSINESS | KEEPER,
    "playbook.new_objection": RULERS,
    "playbook.create_objection": RULERS,
    "playbook.edit_objection": RULERS,
    "playbook.update_objection": RULERS,
}

TRAIL = Vocabulary(
    records={
        "dictionary_entry": lazy_pgettext("trail", "dictionary value"),
        "script_template": lazy_pgettext("trail", "script"),
        "spin_question": lazy_pgettext("trail", "SPIN question"),
        "objection_answer": lazy_pgettext("trail", "answer to an objection"),
    },
    fields={
        "dictionary": lazy_pgettext("trail", "dictionary"),
        "part": lazy_pgettext("trail", "SPIN part"),
        "question": lazy_pgettext("trail", "question"),
        "objection": lazy_pgettext("trail", "objection"),
        "answer": lazy_pgettext("trail", "answer"),
        "method": lazy_pgettext("trail", "way of answering"),
    },
    codes={
        "dictionary": {key: one.name for key, one in DICTIONARIES.items()},
        "script_template.kind": KIND_NAMES,
        "spin_question.part": PARTS,
        "objection_answer.kind": _word("objection_kind"),
        "method": METHODS,
    },
)

CAPABILITY = Capability(
    name="playbook",
    blueprints=(
        dictionary_routes.bp,
        routes.bp,
    ),
    rights=RIGHTS,
    settings=(
        Tab(20, "dictionaries.index", _l("Dictionaries")),
        Tab(60, "playbook.scripts", _l("Scripts and answers")),
    ),
    trail=TRAIL,
)
