"""What the rules of a team tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.policies import queries, routes
from salesapp.rights.rules import EVERYBODY, RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

RIGHTS = {
    "rules.index": EVERYBODY,
    "rules.edit": RULERS,
    "rules.update": RULERS,
}

TRAIL = Vocabulary(
    events={"rule_dates": lazy_pgettext("trail", "open dates follow a changed rule")},
    fields={"rules": lazy_pgettext("trail", "rules"), "moved": lazy_pgettext("trail", "dates moved")},
    codes={
        "rule_dates.rules": lambda key: queries.declared()[key].label if key in queries.declared() else None,
        "setting.key": lambda key: queries.declared()[key].label if key in queries.declared() else None,
    },
)

CAPABILITY = Capability(
    name="policies",
    blueprints=(routes.bp,),
    proved=frozenset({"rules.edit", "rules.update"}),
    rights=RIGHTS,
    settings=(
        Tab(
            10,
            "rules.index",
            _l("Rules"),
            says=_l("Deadlines, limits and weights of the guide that a team may set, with who may."),
            within=("tryouts",),
        ),
    ),
    trail=TRAIL,
)
