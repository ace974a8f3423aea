"""What scripts tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.playbook.scripts import actions, routes
from salesapp.playbook.scripts.rules import KIND_NAMES
from salesapp.rights.rules import BUSINESS, KEEPER, RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="scripts.index",
    blueprints=(routes.bp,),
    rights={
        "scripts.index": BUSINESS | KEEPER,
        "scripts.new": RULERS,
        "scripts.create": RULERS,
        "scripts.edit": RULERS,
        "scripts.update": RULERS,
        "scripts.create_preview": RULERS,
    },
    starts_with=(actions.fill,),
    trail=Vocabulary(
        records={"script_template": lazy_pgettext("trail", "script")},
        codes={"script_template.kind": KIND_NAMES},
    ),
)
