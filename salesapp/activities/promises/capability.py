"""What promises tell the house."""

from __future__ import annotations

from salesapp.activities.promises import page, queries, routes
from salesapp.activities.rules import SIDE_LABELS
from salesapp.capability import Capability
from salesapp.rights.rules import SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.kinds.rules import Kind, Work, one_by_one

CAPABILITY = Capability(
    name="promises",
    blueprints=(routes.bp,),
    rights={
        "promises.create_fulfilment": SALES,
        "promises.create_reopening": SALES,
    },
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(Kind(name=queries.PROMISE, label=_l("Promise"), lines=one_by_one(page.todo)),),
    ),
    trail=Vocabulary(
        records={"promise": lazy_pgettext("trail", "promise")},
        fields={"side": lazy_pgettext("trail", "side that promised")},
        codes={"promise.side": SIDE_LABELS},
    ),
)
