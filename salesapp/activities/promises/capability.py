"""What promises tell the house."""

from __future__ import annotations

from salesapp.activities.promises import routes
from salesapp.activities.rules import SIDE_LABELS
from salesapp.capability import Capability
from salesapp.rights.rules import SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="promises",
    blueprints=(routes.bp,),
    rights={
        "promises.create_fulfilment": SALES,
        "promises.create_reopening": SALES,
    },
    trail=Vocabulary(
        records={"promise": lazy_pgettext("trail", "promise")},
        fields={"side": lazy_pgettext("trail", "side that promised")},
        codes={"promise.side": SIDE_LABELS},
    ),
)
