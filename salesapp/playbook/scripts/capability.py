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
        "scripts.versions": BUSINESS | KEEPER,
    },
    starts_with=(actions.fill,),
    trail=Vocabulary(
        records={
            "script_template": lazy_pgettext("trail", "script"),
            "script_version": lazy_pgettext("trail", "version of a script"),
        },
        fields={
            "script_id": lazy_pgettext("trail", "script"),
            "script_template.no": lazy_pgettext("trail", "version in force"),
            "script_version.no": lazy_pgettext("trail", "version"),
            "script_version.why": lazy_pgettext("trail", "why the wording changed"),
        },
        codes={"script_template.kind": KIND_NAMES},
    ),
)
