"""What dictionaries tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.playbook.dictionaries import actions, routes
from salesapp.playbook.dictionaries.rules import DICTIONARIES
from salesapp.rights.rules import RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="playbook.dictionaries",
    blueprints=(routes.bp,),
    rights={
        "dictionaries.index": RULERS,
        "dictionaries.show": RULERS,
        "dictionaries.create": RULERS,
        "dictionaries.edit": RULERS,
        "dictionaries.update": RULERS,
        "dictionaries.create_move": RULERS,
    },
    settings=(
        Tab(
            20,
            "dictionaries.index",
            _l("Dictionaries"),
            says=_l("The words that selects offer: channels, industries’ own words, reasons."),
        ),
    ),
    starts_with=(actions.fill,),
    trail=Vocabulary(
        records={"dictionary_entry": lazy_pgettext("trail", "dictionary value")},
        fields={"dictionary": lazy_pgettext("trail", "dictionary")},
        codes={"dictionary": {key: one.name for key, one in DICTIONARIES.items()}},
    ),
)
