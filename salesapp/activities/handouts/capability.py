"""What is given to customers, as the house needs to know it."""

from __future__ import annotations

from salesapp.activities.handouts import page, routes
from salesapp.activities.rules import CHANNEL_LABELS
from salesapp.capability import Capability
from salesapp.rights.rules import SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Block
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="handouts",
    blueprints=(routes.bp,),
    rights={"handouts.index": SELLING, "handouts.new": SELLING, "handouts.create": SELLING},
    blocks=(
        Block(
            "uses",
            "library_item",
            "uses",
            _l("Who used it with whom"),
            page.of_item,
            "activities/handouts/_item.html",
        ),
    ),
    trail=Vocabulary(
        records={"handout": lazy_pgettext("trail", "material given")},
        fields={"way": lazy_pgettext("trail", "way"), "handout.no": lazy_pgettext("trail", "version")},
        codes={"handout.way": CHANNEL_LABELS},
    ),
)
