"""What the step from a prospect to a customer tells the house (R13)."""

from __future__ import annotations

import functools

from salesapp.capability import Capability
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.prospecting.conversion import routes
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="prospect_conversion",
    blueprints=(routes.bp,),
    rights={
        "prospect_conversions.new": SALES,
        "prospect_conversions.create": SALES,
        "prospect_conversions.origin": BUSINESS,
    },
    trail=Vocabulary(
        records={"customer_origin": lazy_pgettext("trail", "origin of a customer")},
        fields={"score": lazy_pgettext("trail", "score")},
        codes={"customer_origin.channel": functools.partial(dictionaries.label, "source_channel")},
    ),
)
