"""What requests for support ask of people (R3)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.support.work import page, queries
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Kind, Work, one_by_one
from salesapp.work.rules import Kinds

CAPABILITY = Capability(
    name="support.work",
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(name=queries.ASKED, label=_l("Support"), lines=one_by_one(page.asked)),
            Kind(name=queries.LATE, label=_l("Support asked for"), lines=one_by_one(page.late), own=False),
            Kind(name=queries.ANSWER, label=_l("Answer to read"), lines=one_by_one(page.answered)),
        ),
        figures={
            "support": Kinds(_l("Support"), frozenset({queries.ASKED, queries.LATE, queries.ANSWER})),
        },
    ),
)
