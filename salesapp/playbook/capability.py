"""What the playbook tells the house: dictionaries and three collections of wordings."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.playbook.dictionaries.capability import CAPABILITY as DICTIONARIES
from salesapp.playbook.library.capability import CAPABILITY as LIBRARY
from salesapp.playbook.objections.capability import CAPABILITY as OBJECTIONS
from salesapp.playbook.questions.capability import CAPABILITY as QUESTIONS
from salesapp.playbook.scripts.capability import CAPABILITY as SCRIPTS
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="playbook",
    settings=(
        Tab(
            60,
            "scripts.index",
            _l("Scripts and answers"),
            within=("questions", "objections", "library"),
            says=_l(
                "Openings and letters, questions to ask, answers to objections, and the library of material."
            ),
        ),
    ),
    nouns=(DICTIONARIES, SCRIPTS, QUESTIONS, OBJECTIONS, LIBRARY),
)
